import { describe, expect, it } from 'vitest';
import { accumulateStep, realTraces, replaceStep, traceStep } from './trace-chain.js';

describe('traceStep', () => {
  it('joins mean and covariance in a pool: E x^2 v = g^2 v^2 (A + nu + 3 r)/B from x = 0, in one dimension', () => {
    const [pooled, samples, variance] = [6, 4, 3];
    for (const ddof of [0, 1] as const) {
      const after = traceStep(realTraces(variance, variance ** 2), accumulateStep(pooled, samples, ddof), 1);
      const walk = samples / (pooled + samples) ** 2;
      const share = pooled / (pooled + samples);
      const weight = pooled - ddof + samples - 1 + 3 * share;
      expect(after.shiftTrace).toBeCloseTo((walk * variance ** 2 * weight) / (pooled + samples - ddof), 13);
      expect(after.shift).toBeCloseTo(walk * variance, 14);
    }
  });

  it('has x S x = |x|^2 Tr S and Tr S^2 = (Tr S)^2 in one dimension, after any steps', () => {
    let moments = realTraces(2, 4);
    const steps = [replaceStep(7, 1, 1, 0.3), accumulateStep(7, 3, 0), replaceStep(5, 0, 0.9, 0.1), accumulateStep(5, 9, 1)];
    for (const step of steps) {
      moments = traceStep(moments, step, 1);
      expect(moments.quadratic / moments.shiftTrace).toBeCloseTo(1, 13);
      expect(moments.traceOfSquare / moments.traceSquared).toBeCloseTo(1, 13);
    }
  });

  it('is an empty pool that turns accumulating into replacing, noise aside', () => {
    const from = { ...realTraces(3, 5), shift: 1, shiftSquared: 2, shiftTrace: 3, quadratic: 1.5 };
    const start = accumulateStep(0, 10, 0);
    expect(traceStep(from, start, 2)).toEqual(traceStep(from, replaceStep(10, 0, 1, 0), 2));
  });
});
