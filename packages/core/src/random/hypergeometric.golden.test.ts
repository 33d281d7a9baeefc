import { expect, test } from 'vitest';
import golden from './counts.golden.json' with { type: 'json' };
import { hypergeometric } from './hypergeometric.js';
import { binOf, chiSquareBound, pearson } from './testing/goodness-of-fit.js';

const DRAWS = 100_000;

// Each symmetry, both sides of the limit of 15 between drawing one by one and rejection, and totals up to 2^53.
test.each(golden.hypergeometric)('hypergeometric($good, $bad, $draws) follows its exact law', (known) => {
  const { good, bad, draws, ends, probabilities } = known;
  const rng = { state: Uint32Array.of(3, 1, 4, 1) };
  const counts = new Array<number>(ends.length).fill(0);
  for (let i = 0; i < DRAWS; i++) {
    const k = hypergeometric(rng, good, bad, draws);
    if (!(Number.isInteger(k) && k >= Math.max(0, draws - bad) && k <= Math.min(good, draws))) expect.fail(`${k}`);
    counts[binOf(ends, k)]++;
  }
  expect(pearson(counts, probabilities, DRAWS)).toBeLessThan(chiSquareBound(ends.length - 1, 4.5));
});
