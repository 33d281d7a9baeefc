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
  { ...strict, description: 'A mixture of normals, to which one normal cannot be fitted faithfully (Section 3.1).' },
);

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
    real: Type.Union([normal, mixture], { description: 'The real distribution p_0.' }),
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
export type RealDistribution = GaussianOptions['real'];
export type NormalDistribution = Extract<RealDistribution, { kind: 'normal' }>;
export type Approximation = GaussianOptions['approximation'];
