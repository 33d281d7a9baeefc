import type { RealMixture } from '@collapse-bench/core';
import type { GmmOptions } from '../options.js';

/** One standard normal in the plane. */
const BLOB: RealMixture['components'] = [
  {
    weight: 1,
    mean: [0, 0],
    covariance: [
      [1, 0],
      [0, 1],
    ],
  },
];

type Changes = Partial<Omit<GmmOptions, 'real'>> & { readonly real?: RealMixture['components'] };

/** The released code's settings, two components fitted to one blob; `changes` replace whole options. */
export function gmmOptions({ real = BLOB, ...changes }: Changes = {}): GmmOptions {
  return {
    dimension: real[0].mean.length,
    components: 2,
    covariance: 'full',
    tol: 1e-5,
    maxIterations: 2000,
    regCovar: 1e-6,
    initialisation: 'k-means',
    starts: 1,
    ...changes,
    real: { kind: 'mixture', components: [...real] },
  };
}
