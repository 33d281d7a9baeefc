import { expect, test } from 'vitest';
import continuous from './continuous.golden.json' with { type: 'json' };
import { fillNormal, normal } from './normal.js';
import golden from './ziggurat.golden.json' with { type: 'json' };

test('deviates, in the core, the wedges and the tail, are those of an independent ziggurat on the same words', () => {
  const rng = { state: Uint32Array.from(golden.state) };
  const drawn = new Float64Array(golden.count);
  for (let i = 0; i < drawn.length; i++) drawn[i] = normal(rng);
  for (const { index, value } of golden.deviates) {
    expect(Math.abs(drawn[index] - value)).toBeLessThan(1e-13 * Math.abs(value));
  }
  expect(new Set(golden.deviates.map((deviate) => deviate.from))).toEqual(new Set(['core', 'wedge', 'tail']));
  expect([...rng.state]).toEqual(golden.stateAfter);
});

test('a million deviates follow the normal distribution function (Kolmogorov and Smirnov on 99 quantiles)', () => {
  const drawn = new Float64Array(1_000_000);
  fillNormal({ state: Uint32Array.of(5, 6, 7, 8) }, drawn);
  drawn.sort();
  let distance = 0;
  let below = 0;
  continuous.normal.forEach((quantile, i) => {
    while (drawn[below] <= quantile) below++;
    distance = Math.max(distance, Math.abs(below / drawn.length - continuous.levels[i]));
  });
  // P(sqrt(n) D > 2.5) < 2 exp(-12.5) = 7.5e-6.
  expect(distance).toBeLessThan(2.5 / Math.sqrt(drawn.length));
});

test('four million deviates have the right tails, beyond the last edge of the ziggurat too', () => {
  const n = 4_000_000;
  const drawn = new Float64Array(n);
  fillNormal({ state: Uint32Array.of(9, 10, 11, 12) }, drawn);
  for (const { from, probability } of continuous.normalTail) {
    let beyond = 0;
    for (let i = 0; i < n; i++) if (Math.abs(drawn[i]) > from) beyond++;
    expect(Math.abs(beyond - n * probability)).toBeLessThan(4.5 * Math.sqrt(n * probability) + 1);
  }
});
