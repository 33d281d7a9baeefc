import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { gram, multiplyTransposedLeft, trace } from './matrix.js';
import { orthogonalPolarFactor } from './polar-factor.js';
import { symmetricEigen } from './symmetric-eigen.js';

function distanceFromOrthogonal(u: Float64Array, d: number): number {
  const product = gram(u, d, new Float64Array(d * d));
  let worst = 0;
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) worst = Math.max(worst, Math.abs(product[i * d + j] - (i === j ? 1 : 0)));
  return worst;
}

/** A d x d matrix of the given rank. */
function randomMatrix(d: number, rank: number, seed: number): Float64Array {
  const rng = { state: Uint32Array.of(seed, 5, 6, 7) };
  const left = Float64Array.from({ length: d * rank }, () => uniform(rng) - 0.5);
  const right = Float64Array.from({ length: rank * d }, () => uniform(rng) - 0.5);
  const a = new Float64Array(d * d);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) for (let k = 0; k < rank; k++) a[i * d + j] += left[i * rank + k] * right[k * d + j];
  return a;
}

describe('orthogonal polar factor', () => {
  it.each([
    [2, 2],
    [3, 1],
    [5, 3],
    [20, 20],
    [64, 9],
  ])('is orthogonal and attains the sum of singular values, dimension %i, rank %i', (d, rank) => {
    const a = randomMatrix(d, rank, d);
    const u = orthogonalPolarFactor(a, d);
    expect(distanceFromOrthogonal(u, d)).toBeLessThan(1e-15 * d);
    const attained = trace(multiplyTransposedLeft(u, a, d, new Float64Array(d * d)), d);
    const { values } = symmetricEigen(multiplyTransposedLeft(a, a, d, new Float64Array(d * d)), d);
    // Only the rank largest, as square roots of rounding errors would add up to 1e-8.
    const nuclear = values.subarray(d - rank).reduce((sum, value) => sum + Math.sqrt(Math.max(value, 0)), 0);
    expect(Math.abs(attained / nuclear - 1)).toBeLessThan(rank === d ? 1e-12 : 1e-14 * d);
  });

  it('leaves a rotation alone and turns a symmetric positive definite matrix into the identity', () => {
    expect(Array.from(orthogonalPolarFactor(Float64Array.of(0, -1, 1, 0), 2))).toEqual([0, -1, 1, 0]);
    const u = orthogonalPolarFactor(Float64Array.of(2, 1, 1, 3), 2);
    [1, 0, 0, 1].forEach((entry, i) => {
      expect(u[i]).toBeCloseTo(entry, 15);
    });
  });

  it('completes a matrix of rank one, exactly singular, to a rotation or reflection', () => {
    const u = orthogonalPolarFactor(Float64Array.of(0.6, 0, 0.8, 0), 2);
    [0.6, 0.8, 0.8, 0.6].forEach((entry, i) => {
      expect(Math.abs(u[i])).toBeCloseTo(entry, 15);
    });
    expect(distanceFromOrthogonal(u, 2)).toBeLessThan(1e-15);
    const wide = orthogonalPolarFactor(Float64Array.of(1, 2, 3, 4, 2, 4, 6, 8, 0, 0, 0, 0, 0, 0, 0, 0), 4);
    expect(distanceFromOrthogonal(wide, 4)).toBeLessThan(1e-15);
  });

  it('gives some orthogonal matrix for zero, and the sign in one dimension, at any scale', () => {
    expect(distanceFromOrthogonal(orthogonalPolarFactor(new Float64Array(9), 3), 3)).toBe(0);
    expect(orthogonalPolarFactor(Float64Array.of(-1e-300), 1)[0]).toBe(-1);
    expect(orthogonalPolarFactor(Float64Array.of(1e300), 1)[0]).toBe(1);
  });
});
