import { type Metric, ok, type PointSet, type RealTruth } from '@collapse-bench/core';
import { logDensity } from '../density/log-density.js';
import type { KdeParams } from '../params.js';

/** New real draws for each evaluation; the standard error is about 0.7/16 nat for one evaluation of a faithful model. */
const HELD_OUT = 256;

export const heldoutNll: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'heldout-nll',
  summary: `Mean of -ln p_k over ${HELD_OUT} new real draws, each a sum over all kernels exact to 1e-12.`,
  source: 'Kazdan et al. 2410.16713 (negative log likelihood of held-out real data)',
  unit: 'nat',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'a model that gives a real draw 5% less density is as good in practice' },
  evaluate: ({ params, truth, real }, rng) => {
    const density = logDensity(params);
    if (density === undefined) return { status: 'diverged', reason: 'the kernels are singular, so the model has no density' };
    const { dimension } = truth;
    const { points } = real(HELD_OUT, rng);
    let sum = 0;
    for (let i = 0; i < HELD_OUT; i++) sum -= density(points.subarray(i * dimension, (i + 1) * dimension));
    if (sum < Number.POSITIVE_INFINITY) return ok(sum / HELD_OUT);
    return { status: 'diverged', reason: 'a real draw has a density of 0 in double arithmetic' };
  },
};
