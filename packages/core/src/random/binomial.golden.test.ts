import { expect, test } from 'vitest';
import { binomial } from './binomial.js';
import golden from './counts.golden.json' with { type: 'json' };
import { binOf, chiSquareBound, pearson } from './testing/goodness-of-fit.js';

const DRAWS = 100_000;

// Means below and above 10 (inversion and rejection), exactly 10, p above 1/2, and n up to 2^53.
test.each(golden.binomial)('binomial($n, $p) follows its exact law', ({ n, p, ends, probabilities }) => {
  const rng = { state: Uint32Array.of(3, 1, 4, 1) };
  const counts = new Array<number>(ends.length).fill(0);
  for (let i = 0; i < DRAWS; i++) {
    const k = binomial(rng, n, p);
    if (!(Number.isInteger(k) && k >= 0 && k <= n)) expect.fail(`${k} of ${n}`);
    // What lies beyond the last listed value has probability below 1e-20.
    counts[binOf(ends, k)]++;
  }
  expect(counts.length).toBe(ends.length);
  expect(pearson(counts, probabilities, DRAWS)).toBeLessThan(chiSquareBound(ends.length - 1, 4.5));
});
