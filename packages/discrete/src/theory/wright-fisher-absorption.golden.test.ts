import { describe, expect, it } from 'vitest';
import golden from './wright-fisher-absorption.golden.json' with { type: 'json' };
import { absorptionTime, fixation, survival } from './wright-fisher-absorption.js';

describe.each(golden.cases)('two states, M = $samples, p0 = $first, by numpy.linalg', ({ samples, first, ...expected }) => {
  const probabilities = Float64Array.of(first, 1 - first);

  it('has the same mean and variance of the absorption time', () => {
    const { mean, variance } = absorptionTime(probabilities, samples);
    expect(mean / expected.mean).toBeCloseTo(1, 10);
    expect(variance / expected.variance).toBeCloseTo(1, 10);
  });

  it('has the same survival curve', () => {
    const at = survival(probabilities, samples);
    for (const { k, probability } of expected.survival) expect(k === 0 ? 1 : at(k).alive).toBeCloseTo(probability, 12);
  });

  it('ends at the first state as often', () => {
    expect(fixation(samples)(first, 60 * samples)).toBeCloseTo(expected.endsAtFirst, 10);
    expect(expected.endsAtFirst).toBeCloseTo(first, 10);
  });
});
