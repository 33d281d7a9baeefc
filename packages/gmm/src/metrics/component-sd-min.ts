import { type Metric, ok, type RealTruth, symmetricEigen } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';

/** A component with less than this holds no sample of any data set that fits in memory. */
const LEAST_WEIGHT = 1e-9;

export const componentSdMin: Metric<GmmParams, RealTruth> = {
  id: 'component-sd-min',
  summary:
    'Smallest standard deviation of any component in any direction: the root of the least eigenvalue; weights below 1e-9 aside.',
  source: 'Shumailov et al. 2305.17493, Section 5.1 (Fig. 7); reg_covar floors it at the root of itself',
  unit: 'unit of the data',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'collapse takes it down over decades' },
  evaluate: ({ params: { weights, covariances }, truth: { dimension } }) => {
    const square = dimension * dimension;
    let least = Number.POSITIVE_INFINITY;
    weights.forEach((weight, component) => {
      if (weight < LEAST_WEIGHT) return;
      const { values } = symmetricEigen(covariances.subarray(component * square, (component + 1) * square), dimension);
      least = Math.min(least, values[0]);
    });
    return ok(Math.sqrt(Math.max(0, least)));
  },
};
