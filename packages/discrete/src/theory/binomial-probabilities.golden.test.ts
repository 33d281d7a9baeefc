import { expect, it } from 'vitest';
import golden from './binomial-probabilities.golden.json' with { type: 'json' };
import { binomialProbabilities } from './binomial-probabilities.js';

it.each(golden.cases)('is SciPy’s binomial law for n = $n, p = $p', ({ n, p, probabilities }) => {
  const found = binomialProbabilities(n, p);
  expect(found).toHaveLength(n + 1);
  probabilities.forEach((expected, x) => {
    expect(Math.abs(found[x] - expected)).toBeLessThanOrEqual(1e-12 * expected + 1e-250);
  });
});

it('refuses sizes whose coefficients overflow', () => {
  expect(() => binomialProbabilities(1001, 0.5)).toThrow(RangeError);
});
