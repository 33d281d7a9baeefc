import { pointDistributions } from '@collapse-bench/core';
import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

/** Schema of the options of the `gmm` system, all of them required. */
export const gmmOptions = Type.Object(
  {
    dimension: Type.Integer({ minimum: 1, maximum: 64, description: 'd, the dimension of the space.' }),
    components: Type.Integer({ minimum: 1, maximum: 64, description: 'k, the number of components that are fitted.' }),
    covariance: Type.Enum(['full', 'tied', 'diagonal', 'spherical'], {
      description: "Form of the components' covariances: free, one for all, axis-parallel, one variance each.",
    }),
    tol: Type.Number({
      minimum: 0,
      description: 'EM stops when the mean log-likelihood of a sample moves by less, in nats; 0: at maxIterations.',
    }),
    maxIterations: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Largest number of EM iterations of a start.' }),
    regCovar: Type.Number({ minimum: 0, description: 'Added to every variance, in squared units of the data.' }),
    initialisation: Type.Enum(['k-means', 'k-means++', 'random-from-data', 'random', 'previous'], {
      description:
        'Where EM starts: clusters of k-means (from k-means++ seeds), those seeds alone, random points, random responsibilities, or the model of the generation before (the first one from k-means).',
    }),
    starts: Type.Integer({ minimum: 1, maximum: 1000, description: 'Independent starts, of which the likeliest fit is kept.' }),
    real: pointDistributions,
  },
  strict,
);

export type GmmOptions = Static<typeof gmmOptions>;
export type CovarianceType = GmmOptions['covariance'];
export type Initialisation = GmmOptions['initialisation'];
