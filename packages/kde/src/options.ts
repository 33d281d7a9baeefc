import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };
const vector = (description: string) => Type.Array(Type.Number(), { minItems: 1, maxItems: 64, description });
const matrix = (description: string) =>
  Type.Array(Type.Array(Type.Number(), { minItems: 1, maxItems: 64 }), { minItems: 1, maxItems: 64, description });

const normal = Type.Object(
  {
    kind: Type.Literal('normal'),
    mean: vector('mu_0, one number a dimension.'),
    covariance: matrix('Sigma_0, symmetric and positive definite, one row a dimension.'),
  },
  strict,
);

const mixture = Type.Object(
  {
    kind: Type.Literal('mixture'),
    components: Type.Array(
      Type.Object(
        {
          weight: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Share of the component.' }),
          mean: vector('Mean of the component.'),
          covariance: matrix('Covariance of the component, symmetric and positive definite.'),
        },
        strict,
      ),
      { minItems: 1, maxItems: 64 },
    ),
  },
  { ...strict, description: 'A mixture of normals.' },
);

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
    real: Type.Union([normal, mixture], { description: 'The real distribution p_0.' }),
  },
  strict,
);

export type KdeOptions = Static<typeof kdeOptions>;
export type Bandwidth = KdeOptions['bandwidth'];
export type RealDistribution = KdeOptions['real'];
