import { type Metric, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const converged: Metric<GmmParams, RealTruth> = {
  id: 'converged',
  summary: 'Whether EM converged within its iterations, 1 or 0; its mean is the fraction of replicates.',
  source: 'scikit-learn, GaussianMixture.converged_; Shumailov et al. 2305.17493, Fig. 13 (fixed iterations and precision)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'one fit in twenty more or less' },
  evaluate: ({ params }) => ok(params.converged ? 1 : 0),
};
