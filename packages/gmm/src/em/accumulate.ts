import { BLOCK, type Workspace } from './workspace.js';

export function clearSums({ mass, first, second }: Workspace): void {
  mass.fill(0);
  first.fill(0);
  second.fill(0);
}

/**
 * Adds a block's points, `count` from `start` on, to the sums of one component, with the responsibilities in its row of the
 * block: mass, first and second moments about the component's current mean (about any fixed point they say the same, but
 * about a near one they lose no digits).
 */
export function accumulate(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { dimension } = workspace;
  if (dimension === 1) one(points, start, count, component, workspace);
  else if (dimension === 2) two(points, start, count, component, workspace);
  else if (dimension === 3) three(points, start, count, component, workspace);
  else several(points, start, count, component, workspace);
}

function one(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { block, mass, first, second, means } = workspace;
  const row = component * BLOCK;
  const mean = means[component];
  let sum = 0;
  let sum0 = 0;
  let sum00 = 0;
  for (let i = 0; i < count; i++) {
    const r = block[row + i];
    const d0 = points[start + i] - mean;
    const r0 = r * d0;
    sum += r;
    sum0 += r0;
    sum00 += r0 * d0;
  }
  mass[component] += sum;
  first[component] += sum0;
  second[component] += sum00;
}

function two(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { block, mass, first, second, means } = workspace;
  const row = component * BLOCK;
  const m0 = means[2 * component];
  const m1 = means[2 * component + 1];
  let sum = 0;
  let sum0 = 0;
  let sum1 = 0;
  let sum00 = 0;
  let sum10 = 0;
  let sum11 = 0;
  for (let i = 0, at = 2 * start; i < count; i++, at += 2) {
    const r = block[row + i];
    const d0 = points[at] - m0;
    const d1 = points[at + 1] - m1;
    const r0 = r * d0;
    const r1 = r * d1;
    sum += r;
    sum0 += r0;
    sum1 += r1;
    sum00 += r0 * d0;
    sum10 += r1 * d0;
    sum11 += r1 * d1;
  }
  mass[component] += sum;
  first[2 * component] += sum0;
  first[2 * component + 1] += sum1;
  second[4 * component] += sum00;
  second[4 * component + 2] += sum10;
  second[4 * component + 3] += sum11;
}

function three(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { block, mass, first, second, means } = workspace;
  const row = component * BLOCK;
  const m = 3 * component;
  const m0 = means[m];
  const m1 = means[m + 1];
  const m2 = means[m + 2];
  let sum = 0;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum00 = 0;
  let sum10 = 0;
  let sum11 = 0;
  let sum20 = 0;
  let sum21 = 0;
  let sum22 = 0;
  for (let i = 0, at = 3 * start; i < count; i++, at += 3) {
    const r = block[row + i];
    const d0 = points[at] - m0;
    const d1 = points[at + 1] - m1;
    const d2 = points[at + 2] - m2;
    const r0 = r * d0;
    const r1 = r * d1;
    const r2 = r * d2;
    sum += r;
    sum0 += r0;
    sum1 += r1;
    sum2 += r2;
    sum00 += r0 * d0;
    sum10 += r1 * d0;
    sum11 += r1 * d1;
    sum20 += r2 * d0;
    sum21 += r2 * d1;
    sum22 += r2 * d2;
  }
  const s = 9 * component;
  mass[component] += sum;
  first[m] += sum0;
  first[m + 1] += sum1;
  first[m + 2] += sum2;
  second[s] += sum00;
  second[s + 3] += sum10;
  second[s + 4] += sum11;
  second[s + 6] += sum20;
  second[s + 7] += sum21;
  second[s + 8] += sum22;
}

function several(points: Float64Array, start: number, count: number, component: number, workspace: Workspace): void {
  const { dimension, block, mass, first, second, means, difference } = workspace;
  const row = component * BLOCK;
  const mean = component * dimension;
  const square = component * dimension * dimension;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const r = block[row + i];
    sum += r;
    const point = (start + i) * dimension;
    for (let a = 0; a < dimension; a++) {
      difference[a] = points[point + a] - means[mean + a];
      const ra = r * difference[a];
      first[mean + a] += ra;
      const at = square + a * dimension;
      for (let b = 0; b <= a; b++) second[at + b] += ra * difference[b];
    }
  }
  mass[component] += sum;
}
