import { normalDistributions } from '@collapse-bench/core';
import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

const magnitude = (description: string) => Type.Number({ exclusiveMinimum: 0, description });

export const gaussianOptions = Type.Object(
  {
    dimension: Type.Integer({ minimum: 1, maximum: 64, description: 'N, the dimension of the space.' }),
    ddof: Type.Union([Type.Literal(0), Type.Literal(1)], {
      description: '1: the covariance is divided by M - 1 (Eq. 1 of the paper); 0: by M (maximum likelihood, the released code).',
    }),
    representation: Type.Union([Type.Literal('points'), Type.Literal('sufficient-statistics')], {
      description:
        'points: M draws a generation; sufficient-statistics: their mean and scatter, drawn from the exact laws, at a cost free of M.',
    }),
    real: normalDistributions,
    approximation: Type.Union(
      [
        Type.Object({ kind: Type.Literal('exact') }, strict),
        Type.Object(
          {
            kind: Type.Literal('orthogonal-noise'),
            magnitude: magnitude('|eps_{i+1}| = magnitude / sqrt(M_i), in units of the data (Section 4.3).'),
          },
          strict,
        ),
        Type.Object(
          {
            kind: Type.Literal('bounded-noise'),
            magnitude: magnitude('K of |eps_{i+1}| = K / M_i, in units of the data (A.2).'),
          },
          strict,
        ),
      ],
      { description: 'How the fitted mean departs from the sample mean, Eq. 6 of the paper.' },
    ),
  },
  strict,
);

export type GaussianOptions = Static<typeof gaussianOptions>;
export type Approximation = GaussianOptions['approximation'];
