import { describe, expect, it } from 'vitest';
import { uniform } from '../random/xoshiro128.js';
import { multiply } from './matrix.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { symmetricSquareRoot } from './symmetric-square-root.js';

describe('square root of a positive semidefinite matrix', () => {
  it('is symmetric bit for bit and squares back', () => {
    const a = Float64Array.of(4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2);
    const root = symmetricSquareRoot(a, 3);
    const square = multiply(root, root, 3, new Float64Array(9));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect(square[i * 3 + j]).toBeCloseTo(a[i * 3 + j], 14);
        expect(root[i * 3 + j]).toBe(root[j * 3 + i]);
      }
    }
  });

  it('is not some other square root: its eigenvalues are not negative', () => {
    // (2 1 / 1 2) squared; the matrix has four real square roots.
    const root = symmetricSquareRoot(Float64Array.of(5, 4, 4, 5), 2);
    [2, 1, 1, 2].forEach((entry, i) => {
      expect(root[i]).toBeCloseTo(entry, 14);
    });
  });

  it('takes singular matrices, whose zero eigenvalues may come out slightly negative', () => {
    const d = 5;
    const rng = { state: Uint32Array.of(1, 2, 3, 4) };
    let negative = 0;
    for (let trial = 0; trial < 50; trial++) {
      // Of rank one, up to rounding: u u' has the root u u' / |u|.
      const u = Array.from({ length: d }, () => uniform(rng));
      const a = Float64Array.from(u.flatMap((x) => u.map((y) => x * y)));
      if (symmetricEigen(a, d).values[0] < 0) negative++;
      const root = symmetricSquareRoot(a, d);
      const length = Math.sqrt(u.reduce((sum, x) => sum + x * x, 0));
      a.forEach((entry, i) => {
        expect(root[i]).toBeCloseTo(entry / length, 7);
      });
    }
    expect(negative).toBeGreaterThan(10);
    expect(symmetricSquareRoot(new Float64Array(4), 2)).toEqual(new Float64Array(4));
    expect(symmetricSquareRoot(Float64Array.of(9), 1)[0]).toBeCloseTo(3, 14);
  });

  it('refuses a clearly negative eigenvalue', () => {
    expect(() => symmetricSquareRoot(Float64Array.of(1, 2, 2, 1), 2)).toThrow(
      /expected a positive semidefinite matrix, found the eigenvalue -/,
    );
    expect(() => symmetricSquareRoot(Float64Array.of(-1e-300), 1)).toThrow(RangeError);
  });
});
