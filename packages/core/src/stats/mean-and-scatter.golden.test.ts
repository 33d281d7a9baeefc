import { describe, expect, it } from 'vitest';
import golden from './mean-and-scatter.golden.json' with { type: 'json' };
import { meanAndScatter } from './mean-and-scatter.js';

/** i * multiplier mod 2^32, over 2^32. */
function weyl(i: number, multiplier: number): number {
  return (Math.imul(i, multiplier) >>> 0) / 2 ** 32;
}

describe('mean and scatter by exact rational arithmetic (Python fractions)', () => {
  it.each(golden.cases)('$n points at $offset, scale $scale', ({ n, offset, scale, mean, scatter }) => {
    const points = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      points[2 * i] = offset + scale * weyl(i, golden.multipliers[0]);
      points[2 * i + 1] = offset + scale * weyl(i, golden.multipliers[1]);
    }
    const plane = meanAndScatter(points, 2);
    const line = meanAndScatter(
      Float64Array.from({ length: n }, (_, i) => points[2 * i]),
      1,
    );
    // As accurate as NumPy's pairwise sums, whose own error is in the golden file: a few units in the last place.
    expect(Math.abs(line.mean[0] / mean[0] - 1)).toBeLessThan(4e-16);
    expect(Math.abs(line.scatter[0] / scatter[0] - 1)).toBeLessThan(2e-15);
    const size = Math.max(scatter[0], scatter[3]);
    mean.forEach((value, i) => {
      expect(Math.abs(plane.mean[i] / value - 1)).toBeLessThan(4e-16);
    });
    scatter.forEach((value, i) => {
      expect(Math.abs(plane.scatter[i] - value)).toBeLessThan(2e-15 * size);
    });
  });
});
