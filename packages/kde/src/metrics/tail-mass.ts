import { erfc, type Metric, needsNormal, needsOneDimension, ok, type PointSet, type RealTruth } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

/** Standard normal quantile of 0.975: p_0 has q = 0.05 of its mass farther than this from its mean. */
export const OUTER = 1.959963984540054;

export const tailMass: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'tail-mass',
  summary:
    "Mass that the model puts in the real normal's outer 5% (both tails together), in one dimension: a sum over all kernels, O(n). 0.05 is faithful; smoothing puts more there.",
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (early collapse loses the tails)',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.005, reason: 'a tenth of the mass that a faithful model has there' },
  needs: (truth) => needsOneDimension(truth) ?? needsNormal(truth),
  evaluate: ({ params, truth }) => {
    const { points, weights, kernel } = params;
    const edge = OUTER * Math.sqrt(truth.covariance[0]);
    const bandwidth = Math.sqrt(kernel[0]);
    let sum = 0;
    for (let i = 0; i < points.length; i++) {
      const shift = points[i] - truth.mean[0];
      const mass = bandwidth > 0 ? outside(shift, edge, bandwidth) : Number(Math.abs(shift) > edge);
      sum += weights === undefined ? mass : weights[i] * mass;
    }
    return ok(weights === undefined ? sum / points.length : sum);
  },
};

/** P(|shift + spread Z| > edge). */
export function outside(shift: number, edge: number, spread: number): number {
  return upperTail((edge - shift) / spread) + upperTail((edge + shift) / spread);
}

/** P(Z > z). */
function upperTail(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}
