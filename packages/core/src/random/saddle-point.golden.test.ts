import { expect, test } from 'vitest';
import golden from './counts.golden.json' with { type: 'json' };
import { binomialLogWeight } from './saddle-point.js';

// Every p here is a short binary fraction or its n small, so n p is exact or its rounding far below the tolerance.
test.each(golden.binomialDifferences)('ln P($k) - ln P($other) of binomial($n, $p), to 12 digits', (known) => {
  const { n, p, k, other, difference } = known;
  const mean = n * p;
  const at = (j: number) => binomialLogWeight(j, n, mean, n - mean, j - mean);
  expect(Math.abs(at(k) - at(other) - difference)).toBeLessThan(1e-12 * Math.max(1, Math.abs(difference)));
});
