import { type PointSet, pointJudges, type RealTruth, type Scorer } from '@collapse-bench/core';
import { logDensity } from '../density/log-density.js';
import type { KdeParams } from '../params.js';

/** The judges of points, and surprise: -ln of the model's density. */
export function kdeScorer(truth: RealTruth): Scorer<PointSet, KdeParams> {
  return {
    ...pointJudges(truth),
    surprise: (params, { points }) => logDensities(params, points).map((value) => -value),
  };
}

/** ln p of each point; -Infinity where the kernels are singular, for no point has a density then. */
export function logDensities(params: KdeParams, points: Float64Array): Float64Array {
  const dimension = params.mean.length;
  const density = logDensity(params);
  const out = new Float64Array(points.length / dimension);
  for (let i = 0; i < out.length; i++) {
    out[i] = density?.(points.subarray(i * dimension, (i + 1) * dimension)) ?? Number.NEGATIVE_INFINITY;
  }
  return out;
}
