import { expect, test } from 'vitest';
import golden from './continuous.golden.json' with { type: 'json' };
import { gamma } from './gamma.js';
import { binOf, chiSquareBound, pearson } from './testing/goodness-of-fit.js';

const DRAWS = 200_000;

test.each(golden.gamma)('gamma($shape) follows its distribution function', ({ shape, quantiles }) => {
  const rng = { state: Uint32Array.of(3, 1, 4, 1) };
  const ends = [...quantiles, Number.POSITIVE_INFINITY];
  const counts = new Array<number>(ends.length).fill(0);
  for (let i = 0; i < DRAWS; i++) counts[binOf(ends, gamma(rng, shape))]++;
  const probabilities = new Array<number>(ends.length).fill(1 / ends.length);
  expect(pearson(counts, probabilities, DRAWS)).toBeLessThan(chiSquareBound(ends.length - 1, 4.5));
  // Kolmogorov and Smirnov on the quantiles: P(sqrt(n) D > 2.5) < 7.5e-6.
  let below = 0;
  golden.levels.forEach((level, i) => {
    below += counts[i];
    expect(Math.abs(below / DRAWS - level)).toBeLessThan(2.5 / Math.sqrt(DRAWS));
  });
});
