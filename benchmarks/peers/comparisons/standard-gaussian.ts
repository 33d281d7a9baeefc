import type { GaussianOptions } from '@collapse-bench/gaussian';

/** The one-dimensional standard normal, refitted with the unbiased variance. */
export function standardGaussian(representation: GaussianOptions['representation']): GaussianOptions {
  return {
    dimension: 1,
    ddof: 1,
    representation,
    real: { kind: 'normal', mean: [0], covariance: [[1]] },
    approximation: { kind: 'exact' },
  };
}
