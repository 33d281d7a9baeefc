import { type Metric, needsOneDimension, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const meanAbsoluteError: Metric<GaussianParams, RealTruth> = {
  id: 'mean-absolute-error',
  summary: 'Distance of the fitted from the real mean, |m - mu_0|, in one dimension.',
  source: 'Shumailov et al. 2305.17493, Fig. 12',
  unit: 'unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'Fig. 12 reads on logarithmic axes, where a twentieth is below line width' },
  needs: needsOneDimension,
  evaluate: ({ params, truth }) => ok(Math.abs(params.mean[0] - truth.mean[0])),
};
