import { type Metric, ok, type PointSet, type RealTruth, trace } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

export const varianceRatio: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'variance-ratio',
  summary: "Total variance of the model, that of its points plus the kernel's, over the real one: Tr V_k / Tr Sigma_0.",
  source: 'Shumailov et al. 2305.17493, Eq. 1; for kernel density estimates the ratio grows, as every generation adds a kernel',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'collapse multiplies the ratio; a twentieth is far from that' },
  evaluate: ({ params, truth }) => ok(trace(params.covariance, truth.dimension) / trace(truth.covariance, truth.dimension)),
};
