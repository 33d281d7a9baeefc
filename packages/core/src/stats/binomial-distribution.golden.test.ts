import { expect, test } from 'vitest';
import golden from './binomial-distribution.golden.json' with { type: 'json' };
import { twoSidedBinomialP } from './binomial-distribution.js';

test.each(golden.cases)('$successes of $trials at $probability, by SciPy', ({ successes, trials, probability, p }) => {
  // SciPy's own chances come from an incomplete beta function, good to about 1e-11 at a million trials.
  expect(twoSidedBinomialP(successes, trials, probability) / p).toBeCloseTo(1, 9);
});
