import { describe, expect, it } from 'vitest';
import { compositionsOf } from './composition-chain.js';
import { unseenStates } from './unseen-states.js';

/** Mean and variance of W by going through every count vector. */
function enumerated(probabilities: readonly number[], samples: number, weight: (p: number) => number) {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  let mean = 0;
  let square = 0;
  for (const counts of compositionsOf(samples, probabilities.length)) {
    let chance = factorial(samples);
    let w = 0;
    probabilities.forEach((p, i) => {
      chance *= p ** counts[i] / factorial(counts[i]);
      if (counts[i] === 0 && p > 0) w += weight(p);
    });
    mean += chance * w;
    square += chance * w * w;
  }
  return { mean, variance: square - mean * mean };
}

describe('states that a sample misses', () => {
  it('have the mean and variance of an enumeration, equal probabilities and impossible states included', () => {
    for (const probabilities of [
      [0.5, 0.5],
      [0.1, 0.9],
      [0.4, 0.2, 0.2, 0.2, 0],
      [0.7, 0.1, 0.15, 0.05],
    ]) {
      for (const weight of [() => 1, (p: number) => p]) {
        const expected = enumerated(probabilities, 6, weight);
        const { mean, variance } = unseenStates(Float64Array.from(probabilities), 6, weight);
        expect(mean).toBeCloseTo(expected.mean, 13);
        expect(variance).toBeCloseTo(expected.variance, 13);
      }
    }
  });

  it('correct the paper: a state of probability 1/M is missed in one generation with chance (1 - 1/M)^M, not 1 - 1/M', () => {
    const samples = 1000;
    const { mean } = unseenStates(Float64Array.of(1 / samples, 1 - 1 / samples), samples, () => 1);
    expect(1 - mean).toBeCloseTo(0.632, 3);
    expect(mean).toBeCloseTo((1 - 1 / samples) ** samples, 12);
  });

  it('leave the variance out where the pairs are too many', () => {
    const many = Float64Array.from({ length: 600 }, (_, i) => (i + 1) / 180300);
    expect(unseenStates(many, 100, () => 1).variance).toBeUndefined();
    expect(unseenStates(new Float64Array(100_000).fill(1e-5), 100, () => 1).variance).toBeGreaterThan(0);
  });
});
