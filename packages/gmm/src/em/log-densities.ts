import { BLOCK, type Workspace } from './workspace.js';

/**
 * Writes row `component` of the block: ln w + ln N(x; m, S) of `count` points from `start` on, as
 * logScale - |L^-1 (x - m)|^2 / 2.
 */
export function logDensities(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { dimension, means, inverseFactors, block, logScales } = workspace;
  const scale = logScales[component];
  const row = component * BLOCK;
  if (dimension === 1) one(points, start, count, means[component], inverseFactors[component], scale, block, row);
  else if (dimension === 2) two(points, start, count, means, inverseFactors, component, scale, block, row);
  else if (dimension === 3) three(points, start, count, means, inverseFactors, component, scale, block, row);
  else several(points, start, count, component, scale, workspace);
}

function one(
  points: Float64Array,
  start: number,
  count: number,
  mean: number,
  inverse: number,
  scale: number,
  block: Float64Array,
  row: number,
): void {
  for (let i = 0; i < count; i++) {
    const y = (points[start + i] - mean) * inverse;
    block[row + i] = scale - 0.5 * (y * y);
  }
}

function two(
  points: Float64Array,
  start: number,
  count: number,
  means: Float64Array,
  inverseFactors: Float64Array,
  component: number,
  scale: number,
  block: Float64Array,
  row: number,
): void {
  const m0 = means[2 * component];
  const m1 = means[2 * component + 1];
  const a00 = inverseFactors[4 * component];
  const a10 = inverseFactors[4 * component + 2];
  const a11 = inverseFactors[4 * component + 3];
  for (let i = 0, at = 2 * start; i < count; i++, at += 2) {
    const d0 = points[at] - m0;
    const d1 = points[at + 1] - m1;
    const y0 = a00 * d0;
    const y1 = a10 * d0 + a11 * d1;
    block[row + i] = scale - 0.5 * (y0 * y0 + y1 * y1);
  }
}

function three(
  points: Float64Array,
  start: number,
  count: number,
  means: Float64Array,
  inverseFactors: Float64Array,
  component: number,
  scale: number,
  block: Float64Array,
  row: number,
): void {
  const m = 3 * component;
  const m0 = means[m];
  const m1 = means[m + 1];
  const m2 = means[m + 2];
  const f = 9 * component;
  const a00 = inverseFactors[f];
  const a10 = inverseFactors[f + 3];
  const a11 = inverseFactors[f + 4];
  const a20 = inverseFactors[f + 6];
  const a21 = inverseFactors[f + 7];
  const a22 = inverseFactors[f + 8];
  for (let i = 0, at = 3 * start; i < count; i++, at += 3) {
    const d0 = points[at] - m0;
    const d1 = points[at + 1] - m1;
    const d2 = points[at + 2] - m2;
    const y0 = a00 * d0;
    const y1 = a10 * d0 + a11 * d1;
    const y2 = a20 * d0 + a21 * d1 + a22 * d2;
    block[row + i] = scale - 0.5 * (y0 * y0 + y1 * y1 + y2 * y2);
  }
}

function several(
  points: Float64Array,
  start: number,
  count: number,
  component: number,
  scale: number,
  { dimension, means, inverseFactors, block, difference }: Workspace,
): void {
  const mean = component * dimension;
  const factor = component * dimension * dimension;
  for (let i = 0; i < count; i++) {
    const point = (start + i) * dimension;
    let squared = 0;
    for (let a = 0; a < dimension; a++) {
      difference[a] = points[point + a] - means[mean + a];
      const row = factor + a * dimension;
      let y = 0;
      for (let b = 0; b <= a; b++) y += inverseFactors[row + b] * difference[b];
      squared += y * y;
    }
    block[component * BLOCK + i] = scale - 0.5 * squared;
  }
}
