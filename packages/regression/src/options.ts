import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

export const regressionOptions = Type.Object(
  {
    dimension: Type.Integer({ minimum: 1, maximum: 512, description: 'd, the number of features. The true w* has length 1.' }),
    noiseVariance: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1e100,
      description: 'sigma^2 of the noise on every label, real or generated.',
    }),
    design: Type.Union(
      [Type.Object({ kind: Type.Literal('fixed') }, strict), Type.Object({ kind: Type.Literal('fresh') }, strict)],
      {
        description:
          'fixed: models label the rows of the first real data set again and again (Gerstgrasser et al.); fresh: new rows each generation (Dohmatob et al.).',
      },
    ),
    estimator: Type.Union(
      [
        Type.Object({ kind: Type.Literal('ols') }, strict),
        Type.Object(
          {
            kind: Type.Literal('ridge'),
            lambda: Type.Number({
              exclusiveMinimum: 0,
              maximum: 1e100,
              description: 'w minimises |y - X w|^2 / T + lambda |w|^2, T the number of rows.',
            }),
          },
          strict,
        ),
      ],
      { description: 'ols: least squares; ridge: with a penalty on |w|^2.' },
    ),
    covariance: Type.Union(
      [
        Type.Object({ kind: Type.Literal('isotropic') }, strict),
        Type.Object(
          {
            kind: Type.Literal('power-law'),
            exponent: Type.Number({
              exclusiveMinimum: 0,
              maximum: 10,
              description: 'The j-th feature has variance j^-exponent.',
            }),
          },
          strict,
        ),
      ],
      { description: 'Sigma, the covariance of the features: I, or a power law (Dohmatob et al.).' },
    ),
  },
  strict,
);

export type RegressionOptions = Static<typeof regressionOptions>;
