import { pointDistributions } from '@collapse-bench/core';
import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

const bandwidth = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('fixed'),
        value: Type.Number({
          exclusiveMinimum: 0,
          description: 'h, in units of the data: every kernel is N(x_i, h^2 I) in every generation (Kazdan et al.).',
        }),
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('silverman') }, strict),
    Type.Object({ kind: Type.Literal('scott') }, strict),
  ],
  {
    description:
      'fixed: one h for ever; scott, silverman: the covariance of the training set times the square of the factor n^(-1/(d+4)) or (n (d+2)/4)^(-1/(d+4)), as scipy.stats.gaussian_kde has it.',
  },
);

export const kdeOptions = Type.Object(
  {
    dimension: Type.Integer({ minimum: 1, maximum: 64, description: 'd, the dimension of the space.' }),
    bandwidth,
    real: pointDistributions,
  },
  strict,
);

export type KdeOptions = Static<typeof kdeOptions>;
export type Bandwidth = KdeOptions['bandwidth'];
