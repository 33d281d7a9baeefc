import { describe, expect, it } from 'vitest';
import { semidefiniteCholesky } from './semidefinite-cholesky.js';

function product(factor: Float64Array, d: number): Float64Array {
  const out = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) for (let k = 0; k < d; k++) out[i * d + j] += factor[i * d + k] * factor[j * d + k];
  }
  return out;
}

describe('semidefiniteCholesky', () => {
  it.each([
    ['positive definite', [4, 2, 2, 3], 2],
    ['zero', [0, 0, 0, 0], 2],
    ['of rank one', [1, 2, 3, 2, 4, 6, 3, 6, 9], 3],
    ['of rank two, its first direction empty', [0, 0, 0, 0, 2, 1, 0, 1, 5], 3],
    ['of rank one with very different scales', [1e-20, 1e-10, 1e-10, 1], 2],
  ])('reproduces a matrix that is %s', (_, entries, d) => {
    const a = Float64Array.from(entries);
    const factor = semidefiniteCholesky(a, d, 0.5);
    product(factor, d).forEach((value, i) => {
      expect(value).toBeCloseTo(0.5 * a[i], 13);
    });
    for (let i = 0; i < d; i++) for (let j = i + 1; j < d; j++) expect(factor[i * d + j]).toBe(0);
  });
});
