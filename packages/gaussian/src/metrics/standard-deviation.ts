import { type Metric, needsOneDimension, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const standardDeviation: Metric<GaussianParams, RealTruth> = {
  id: 'standard-deviation',
  summary: 'The fitted standard deviation s, in one dimension.',
  source: 'Shumailov et al. 2305.17493, Fig. 4b',
  unit: 'unit of the data',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth is below the line width of Fig. 4b' },
  needs: needsOneDimension,
  evaluate: ({ params }) => ok(Math.sqrt(params.covariance[0])),
};
