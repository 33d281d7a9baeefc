import { describe, expect, it } from 'vitest';
import { normalCloud } from '../distances/testing/clouds.js';
import { streamAt, streamKey } from '../random/streams.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { symmetricEigenvalues } from './symmetric-eigenvalues.js';

const rng = streamAt(streamKey(1, 'symmetric-eigenvalues.test'), 0);

function symmetric(d: number, entry: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, at) =>
    entry(Math.max(Math.floor(at / d), at % d), Math.min(Math.floor(at / d), at % d)),
  );
}

describe('symmetricEigenvalues', () => {
  it('are 2 - 2 cos(k pi / (d + 1)) for the second difference', () => {
    const d = 200;
    const found = symmetricEigenvalues(
      symmetric(d, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0)),
      d,
    );
    found.forEach((value, k) => {
      expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / (d + 1))))).toBeLessThan(1e-14);
    });
  });

  it('are 1 - r (d - 1 times) and 1 + (d - 1) r for equal correlations', () => {
    const d = 60;
    const found = symmetricEigenvalues(
      symmetric(d, (i, j) => (i === j ? 1 : 0.3)),
      d,
    );
    expect(Math.abs(found[d - 1] - (1 + 59 * 0.3))).toBeLessThan(1e-13);
    for (const value of found.subarray(0, d - 1)) expect(Math.abs(value - 0.7)).toBeLessThan(1e-13);
  });

  it.each([1, 2, 5, 24])('are those of the Jacobi method, d = %i', (d) => {
    const noise = normalCloud(rng, d, d);
    const a = symmetric(d, (i, j) => noise[i * d + j]);
    const expected = symmetricEigen(a, d).values;
    const before = a.slice();
    const found = symmetricEigenvalues(a, d);
    expect(a).toEqual(before);
    expected.forEach((value, i) => {
      expect(Math.abs(found[i] - value)).toBeLessThan(1e-14 * d);
    });
  });

  it.each([100, 300])('settle for a kernel of %i points, most of whose eigenvalues are rounding errors', (n) => {
    const x = normalCloud(rng, n, 2);
    const a = symmetric(n, (i, j) => Math.exp(-((x[2 * i] - x[2 * j]) ** 2 + (x[2 * i + 1] - x[2 * j + 1]) ** 2) / 4) / n);
    const found = symmetricEigenvalues(a, n);
    const [sum, squares] = [found, a].map((values, which) => values.reduce((s, v) => s + (which === 0 ? v : v * v), 0));
    expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
    expect(Math.abs(found.reduce((s, v) => s + v * v, 0) - squares)).toBeLessThan(1e-14);
    expect(found[0]).toBeGreaterThan(-1e-15);
    expect(found).toEqual(found.slice().sort());
  });

  it('reads the lower triangle only', () => {
    expect(symmetricEigenvalues(Float64Array.of(1, 99, 2, 1), 2)[1]).toBeCloseTo(3, 14);
  });

  it('refuses what is not square or not finite', () => {
    expect(() => symmetricEigenvalues(new Float64Array(3), 2)).toThrow(RangeError);
    expect(() => symmetricEigenvalues(Float64Array.of(1, 0, Number.NaN, 1), 2)).toThrow('row 1, column 0');
    expect(() => symmetricEigenvalues(Float64Array.of(Number.POSITIVE_INFINITY), 1)).toThrow(RangeError);
  });
});
