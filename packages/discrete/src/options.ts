import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };
const states = Type.Integer({ minimum: 2, maximum: 10_000_000, description: 'Number of states.' });

const real = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('probabilities'),
        probabilities: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), {
          minItems: 2,
          description: 'Probability of each state; they add up to 1 within 1e-9.',
        }),
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('uniform'), states }, strict),
    Type.Object(
      {
        kind: Type.Literal('zipf'),
        states,
        exponent: Type.Number({ minimum: 0, maximum: 20, description: 's: state i = 1, 2, ... has probability ~ i^-s.' }),
      },
      strict,
    ),
    Type.Object(
      {
        kind: Type.Literal('gaussian-mixture-histogram'),
        means: Type.Array(Type.Number(), { minItems: 1, description: 'Mean of each component; equal means form one mode.' }),
        variances: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 1, description: 'Variance of each component.' }),
        weights: Type.Array(Type.Number({ minimum: 0 }), {
          minItems: 1,
          description: 'Share of each component; they add up to 1.',
        }),
        bins: Type.Integer({ minimum: 2, maximum: 10_000_000, description: 'Bins of equal width: the states.' }),
        range: Type.Tuple([Type.Number(), Type.Number()], {
          description: 'Left end of the first bin and right end of the last; mass outside is left out and the rest rescaled.',
        }),
      },
      strict,
    ),
  ],
  { description: 'The real distribution p0.' },
);

/** Schema of the options of the `discrete` system, all of them required. */
export const discreteOptions = Type.Object(
  {
    representation: Type.Enum(['points', 'sufficient-statistics'], {
      description: 'points: one state index a sample; sufficient-statistics: one count a state, O(states) at any M.',
    }),
    real,
  },
  strict,
);

export type RealOptions = Static<typeof real>;
export type DiscreteOptions = Static<typeof discreteOptions>;
