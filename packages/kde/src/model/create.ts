import {
  createAliasTable,
  type Rng,
  type SystemInstance,
  semidefiniteFactor,
  uniformInteger,
  weightedChoice,
} from '@collapse-bench/core';
import type { PointSet } from '../data.js';
import { logDensity } from '../density/log-density.js';
import type { KdeOptions } from '../options.js';
import type { KdeParams } from '../params.js';
import { realSource } from '../real/source.js';
import { type RealTruth, realTruth } from '../real/truth.js';
import { isAbsorbed } from './absorbed.js';
import { fillWithKernels } from './fill-with-kernels.js';
import { fitKde } from './fit.js';
import { pointSpace } from './point-space.js';

export function createKde({ dimension, bandwidth, real }: KdeOptions): SystemInstance<PointSet, KdeParams, RealTruth> {
  const truth = realTruth(real);
  return {
    space: pointSpace(dimension),
    source: realSource(truth),
    model: {
      fit: ({ data }) => ({ params: fitKde(data, bandwidth, dimension) }),
      sample: (params, { count }, rng) => sampleKde(params, count, rng),
      absorbed: (params) => isAbsorbed(params, truth),
    },
    truth,
    scorer: { surprise: (params, data) => surprise(params, data) },
  };
}

/** Each draw takes one of the points, with its weight as the chance, and adds kernel noise: O(1) a draw and coordinate. */
export function sampleKde({ points, weights, kernel, mean }: KdeParams, count: number, rng: Rng): PointSet {
  const dimension = mean.length;
  const out = new Float64Array(count * dimension);
  const number = points.length / dimension;
  const table = weights && createAliasTable(weights);
  const choose = table === undefined ? () => uniformInteger(rng, number) : () => weightedChoice(rng, table);
  fillWithKernels(out, semidefiniteFactor(kernel, dimension), dimension, choose, points, rng);
  return { count, points: out };
}

/** -ln p of each point; Infinity where the kernels are singular, for no point has a density then. */
function surprise(params: KdeParams, { count, points }: PointSet): Float64Array {
  const dimension = params.mean.length;
  const density = logDensity(params);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    out[i] = -(density?.(points.subarray(i * dimension, (i + 1) * dimension)) ?? Number.NEGATIVE_INFINITY);
  }
  return out;
}
