import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { multiply } from './matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';

function randomSymmetric(d: number, seed: number): Float64Array {
  const rng = { state: Uint32Array.of(seed, 1, 2, 3) };
  const a = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) a[i * d + j] = a[j * d + i] = uniform(rng) - 0.5;
  return a;
}

/** max |A V - V diag(values)| and max |V' V - 1|. */
function residuals(a: Float64Array, d: number, values: Float64Array, vectors: Float64Array): [number, number] {
  const av = multiply(a, vectors, d, new Float64Array(d * d));
  let residual = 0;
  let skew = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      residual = Math.max(residual, Math.abs(av[i * d + j] - vectors[i * d + j] * values[j]));
      let dot = i === j ? -1 : 0;
      for (let k = 0; k < d; k++) dot += vectors[k * d + i] * vectors[k * d + j];
      skew = Math.max(skew, Math.abs(dot));
    }
  }
  return [residual, skew];
}

describe('eigenvalues of a symmetric matrix', () => {
  it.each([2, 3, 5, 17, 64])('A V = V diag(values) and V is orthogonal, dimension %i', (d) => {
    const a = randomSymmetric(d, d);
    const { values, vectors } = symmetricEigen(a, d);
    const [residual, skew] = residuals(a, d, values, vectors);
    expect(residual).toBeLessThan(1e-15 * d);
    expect(skew).toBeLessThan(1e-15 * d);
    expect(Array.from(values)).toEqual(Array.from(values).sort((x, y) => x - y));
  });

  it('handles one dimension, the zero matrix and a multiple of the identity exactly', () => {
    expect(symmetricEigen(Float64Array.of(-3), 1)).toEqual({ values: Float64Array.of(-3), vectors: Float64Array.of(1) });
    expect(symmetricEigen(new Float64Array(4), 2)).toEqual({ values: new Float64Array(2), vectors: Float64Array.of(1, 0, 0, 1) });
    expect(symmetricEigen(Float64Array.of(2, 0, 0, 2), 2).values).toEqual(Float64Array.of(2, 2));
  });

  it('solves an indefinite matrix with zeros on its diagonal', () => {
    const { values } = symmetricEigen(Float64Array.of(0, 2, 2, 0), 2);
    expect(values[0]).toBeCloseTo(-2, 15);
    expect(values[1]).toBeCloseTo(2, 15);
  });

  it('keeps the small eigenvalue of a graded matrix to full relative precision', () => {
    // Determinant (3/4) 1e-20 and trace 1 + 1e-20: eigenvalues 1 + 0.25e-20 and 0.75e-20.
    const { values } = symmetricEigen(Float64Array.of(1, 0.5e-10, 0.5e-10, 1e-20), 2);
    expect(values[0] / 0.75e-20).toBeCloseTo(1, 14);
  });

  it('works at both ends of the number range', () => {
    for (const scale of [1e-160, 1e160, 1e-300, 1e300]) {
      const { values } = symmetricEigen(Float64Array.of(2 * scale, scale, scale, 2 * scale), 2);
      expect(values[0] / scale).toBeCloseTo(1, 14);
      expect(values[1] / scale).toBeCloseTo(3, 14);
    }
  });

  it('reads only the lower triangle', () => {
    expect(symmetricEigen(Float64Array.of(2, NaN, 1, 2), 2)).toEqual(symmetricEigen(Float64Array.of(2, 1, 1, 2), 2));
  });

  it('leaves its input alone and refuses wrong lengths and non-finite entries', () => {
    const a = Float64Array.of(2, 1, 1, 2);
    symmetricEigen(a, 2);
    expect(a).toEqual(Float64Array.of(2, 1, 1, 2));
    expect(() => symmetricEigen(a, 3)).toThrow(RangeError);
    expect(() => symmetricEigen(Float64Array.of(1, 0, NaN, 1), 2)).toThrow('found NaN at row 1, column 0');
  });
});
