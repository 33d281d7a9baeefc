import { type Metric, mixtureMoments, ok, type RealTruth, trace } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

export const varianceRatio: Metric<GmmParams, RealTruth> = {
  id: 'variance-ratio',
  summary: 'Total variance of the fitted mixture, within and between its components, over the real one: Tr S / Tr Sigma_0.',
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (late collapse ends with small variance)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'collapse takes the ratio to 0; a twentieth is far from that' },
  evaluate: ({ params: { weights, means, covariances }, truth: { dimension, covariance } }) => {
    const fitted = mixtureMoments(weights, means, covariances, dimension).covariance;
    return ok(trace(fitted, dimension) / trace(covariance, dimension));
  },
};
