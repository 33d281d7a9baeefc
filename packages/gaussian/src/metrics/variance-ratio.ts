import { type Metric, ok, type RealTruth, trace } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const varianceRatio: Metric<GaussianParams, RealTruth> = {
  id: 'variance-ratio',
  summary: 'Total fitted variance over the real one, Tr S / Tr Sigma_0.',
  source: 'Shumailov et al. 2305.17493, Eq. 1; Alemohammad et al. 2307.01850 (E Sigma_k)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'collapse takes the ratio to 0; a twentieth is far from that' },
  evaluate: ({ params, truth }) => ok(trace(params.covariance, truth.dimension) / trace(truth.covariance, truth.dimension)),
};
