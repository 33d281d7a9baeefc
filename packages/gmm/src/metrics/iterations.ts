import { type Metric, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const iterations: Metric<GmmParams, RealTruth> = {
  id: 'iterations',
  summary: 'EM iterations of the fit that was kept.',
  source: 'scikit-learn, GaussianMixture.n_iter_',
  unit: 'iteration',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'a cost, not a quality: tenths do not matter' },
  evaluate: ({ params }) => ok(params.iterations),
};
