import { type Metric, needsOneDimension, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const mean: Metric<GaussianParams, RealTruth> = {
  id: 'mean',
  summary: 'The fitted mean, with its sign, in one dimension. Only its distance from mu_0 says anything of quality.',
  source: 'Shumailov et al. 2305.17493, Fig. 4a',
  unit: 'unit of the data',
  direction: 'lower-is-better',
  margin: {
    kind: 'absolute',
    value: 0.05,
    reason: 'a twentieth of a unit standard deviation is below the line width of Fig. 4a',
  },
  needs: needsOneDimension,
  evaluate: ({ params }) => ok(params.mean[0]),
};
