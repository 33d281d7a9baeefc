import { ascending } from './ascending.js';

/**
 * Squared 2-Wasserstein distance between two samples on the line, the integral over u of (F^-1(u) - G^-1(u))^2: on the line
 * the sorted coupling is optimal (Villani 2003, theorem 2.18). Exact for any two sizes: where they differ, the steps of both
 * quantile functions are merged in whole units, so no mass is lost to rounding. O(n log n + m log m).
 *
 * @param a Float64Array[n], in any order
 * @param b Float64Array[m], in any order
 * @returns at least 0, in squared units of the data; Infinity where a square overflows
 * @throws RangeError when a sample is empty or holds a value that is not finite
 */
export function w2SquaredOfSamples(a: Float64Array, b: Float64Array): number {
  const x = sortedFinite('a', a);
  const y = sortedFinite('b', b);
  return x.length === y.length ? pairedSquares(x, y) : mergedSquares(x, y);
}

function sortedFinite(name: string, sample: Float64Array): Float64Array {
  if (sample.length === 0) throw new RangeError(`${name}: expected at least one value, found none`);
  const sorted = ascending(sample);
  // NaN sorts to one of the ends.
  for (const end of [sorted[0], sorted[sorted.length - 1]]) {
    if (!Number.isFinite(end)) throw new RangeError(`${name}: expected finite values, found ${end}`);
  }
  return sorted;
}

function pairedSquares(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const difference = x[i] - y[i];
    sum += difference * difference;
  }
  return sum / x.length;
}

/** Each of n values weighs m units and each of m values n units: all of them n m. */
function mergedSquares(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const m = y.length;
  let sum = 0;
  let i = 0;
  let j = 0;
  let leftOfX = m;
  let leftOfY = n;
  while (i < n && j < m) {
    const units = Math.min(leftOfX, leftOfY);
    const difference = x[i] - y[j];
    sum += units * (difference * difference);
    leftOfX -= units;
    leftOfY -= units;
    if (leftOfX === 0) {
      i++;
      leftOfX = m;
    }
    if (leftOfY === 0) {
      j++;
      leftOfY = n;
    }
  }
  return sum / n / m;
}
