import { erfc, type Metric, needsNormal, needsOneDimension, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

/** Standard normal quantile of 0.975: p_0 has q = 0.05 of its mass farther than this from its mean. */
const OUTER = 1.959963984540054;

export const tailMass: Metric<GaussianParams, RealTruth> = {
  id: 'tail-mass',
  summary: "Mass that the model puts in the real normal's outer 5% (both tails together), in one dimension; 0.05 is faithful.",
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (early collapse loses the tails)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.005, reason: 'a tenth of the mass that a faithful model has there' },
  needs: (truth) => needsOneDimension(truth) ?? needsNormal(truth),
  evaluate: ({ params, truth }) => {
    const shift = params.mean[0] - truth.mean[0];
    const edge = OUTER * Math.sqrt(truth.covariance[0]);
    const spread = Math.sqrt(params.covariance[0]);
    if (spread === 0) return ok(Math.abs(shift) > edge ? 1 : 0);
    return ok(upperTail((edge - shift) / spread) + upperTail((edge + shift) / spread));
  },
};

/** P(Z > z). */
function upperTail(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}
