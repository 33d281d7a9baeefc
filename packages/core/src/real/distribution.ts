import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };
const vector = (description: string) => Type.Array(Type.Number(), { minItems: 1, maxItems: 64, description });
const matrix = (description: string) =>
  Type.Array(Type.Array(Type.Number(), { minItems: 1, maxItems: 64 }), { minItems: 1, maxItems: 64, description });
const noise = Type.Number({
  minimum: 0,
  maximum: 1e6,
  description: 'Standard deviation of the normal noise on every coordinate.',
});

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
          mean: vector('Mean of the component, one number a dimension.'),
          covariance: matrix('Covariance of the component, symmetric and positive definite, one row a dimension.'),
        },
        strict,
      ),
      { minItems: 1, maxItems: 64 },
    ),
  },
  { ...strict, description: 'A mixture of normals; one component is one blob.' },
);

const moons = Type.Object(
  { kind: Type.Literal('moons'), noise },
  { ...strict, description: "Two interleaving half circles in the plane, scikit-learn's make_moons." },
);

const circles = Type.Object(
  {
    kind: Type.Literal('circles'),
    factor: Type.Number({ minimum: 0, exclusiveMaximum: 1, description: 'Radius of the inner circle; that of the outer is 1.' }),
    noise,
  },
  { ...strict, description: "Two circles around the origin of the plane, scikit-learn's make_circles." },
);

const swissRoll = Type.Object(
  { kind: Type.Literal('swiss-roll'), noise },
  { ...strict, description: "A rolled-up sheet in three dimensions, scikit-learn's make_swiss_roll." },
);

const description = 'The real distribution p_0.';

/** Schema of a real distribution that is normal or a mixture of normals. */
export const normalDistributions = Type.Union([normal, mixture], { description });

/** Schema of every real distribution over points. */
export const pointDistributions = Type.Union([normal, mixture, moons, circles, swissRoll], { description });

export type RealDistribution = Static<typeof pointDistributions>;
export type RealNormal = Extract<RealDistribution, { kind: 'normal' }>;
export type RealMixture = Extract<RealDistribution, { kind: 'mixture' }>;
/** A law on a curve or a surface, blurred by normal noise; its density has no closed form. */
export type RealShape = Exclude<RealDistribution, RealNormal | RealMixture>;
