import {
  createAliasTable,
  type PointSet,
  type Rng,
  semidefiniteFactor,
  uniformInteger,
  weightedChoice,
} from '@collapse-bench/core';
import type { KdeParams } from '../params.js';
import { fillWithKernels } from './fill-with-kernels.js';

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
