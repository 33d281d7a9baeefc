import type { Metric } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';
import { evaluate } from '../testing/evaluate.js';
import golden from './divergences.golden.json' with { type: 'json' };
import { entropy } from './entropy.js';
import { homozygosity } from './homozygosity.js';
import { kl } from './kl.js';
import { smoothedKl } from './smoothed-kl.js';
import { squaredError } from './squared-error.js';
import { totalVariation } from './total-variation.js';

describe.each(golden.cases)('SciPy on $model.length states', ({ real, model, ...expected }) => {
  const value = (metric: Metric<DiscreteParams, DiscreteTruth>) =>
    evaluate(metric, {
      generation: 1,
      params: { probabilities: Float64Array.from(model) },
      truth: { probabilities: Float64Array.from(real), modes: undefined },
      absorbedAt: undefined,
    });

  it('agrees on entropy, divergences and distances', () => {
    for (const [metric, number] of [
      [entropy, expected.entropy],
      [smoothedKl, expected.smoothedKl],
      [totalVariation, expected.totalVariation],
      [squaredError, expected.squaredError],
      [homozygosity, expected.homozygosity],
    ] as const) {
      const found = value(metric);
      expect(found.status).toBe('ok');
      if (found.status === 'ok') expect(found.value, metric.id).toBeCloseTo(number, 13);
    }
    const found = value(kl);
    if (expected.kl === null) expect(found.status).toBe('diverged');
    else expect(found.status === 'ok' && found.value).toBeCloseTo(expected.kl, 13);
  });
});
