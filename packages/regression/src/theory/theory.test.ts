import { describe, expect, it } from 'vitest';
import type { RegressionOptions } from '../options.js';
import { regressionOracles } from './index.js';
import { inverseWishartTraces } from './inverse-wishart.js';
import { marchenkoPasturMean } from './marchenko-pastur.js';
import { meanSquaredRetention } from './matrix-beta.js';
import type { RegressionSetting } from './setting.js';

const base: RegressionOptions = {
  dimension: 5,
  noiseVariance: 1,
  design: { kind: 'fixed' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'isotropic' },
};

function predict(id: string, mitigation: object, generation: number, changes: Partial<RegressionOptions> = {}, samples = 30) {
  const setting = { system: { ...base, ...changes }, mitigation, samples, generations: 1e6 } as RegressionSetting;
  return regressionOracles.find((oracle) => oracle.id === id)!.predict(setting, generation);
}

const replace = { id: 'replace' };
const accumulate = { id: 'accumulate', keepReal: true };

describe('theory.md', () => {
  it('T = 30, d = 5, n = 10: 2.083 under replace, 0.3229 under accumulate', () => {
    expect(predict('L1-excess-test-error', replace, 10)!.value).toBeCloseTo(2.0833, 4);
    expect(predict('L1-excess-test-error', accumulate, 10)!.value).toBeCloseTo(0.3229, 4);
  });

  it('accumulation stays below pi^2/6 of the first error and goes there', () => {
    const bound = predict('L3-accumulate-bound', accumulate, 3)!;
    expect(bound).toEqual({ value: ((5 / 24) * Math.PI ** 2) / 6, kind: 'upper-bound' });
    const late = predict('L1-excess-test-error', accumulate, 100_000)!.value;
    expect(late).toBeLessThan(bound.value);
    expect(late / bound.value).toBeCloseTo(1, 4);
    expect(predict('L3-accumulate-bound', { id: 'accumulate', keepReal: false }, 3)).toBeUndefined();
    expect(predict('L3-accumulate-bound', replace, 3)).toBeUndefined();
  });
});

describe('moments', () => {
  it('of 1/chi^2 for one dimension, and of the trace of the inverse for a product of traces', () => {
    const { trace, traceSquared, squareTrace } = inverseWishartTraces(11, Float64Array.of(2));
    expect(trace).toBeCloseTo(2 / 9, 15);
    expect(traceSquared).toBeCloseTo(4 / (9 * 7), 15);
    expect(squareTrace).toBe(traceSquared);
    expect(inverseWishartTraces(6, Float64Array.of(1, 1, 1)).traceSquared).toBe(Infinity);
  });

  it('are asymptotic where too few exist, without a deviation where the variance is infinite', () => {
    expect(predict('L1-excess-test-error', replace, 1, {}, 7)).toEqual({ value: 5, kind: 'asymptotic' });
    expect(predict('L1-excess-test-error', replace, 1, {}, 16)!.kind).toBe('asymptotic');
    expect(predict('L1-excess-test-error', replace, 1, {}, 16)!.deviation).toBeGreaterThan(0);
    expect(predict('L1-excess-test-error', replace, 1, {}, 17)!.kind).toBe('exact');
    expect(predict('L1-excess-test-error', replace, 1, {}, 6)).toBeUndefined();
  });

  it('retention is E U^2 of a beta variable in one dimension, 1 without real rows and 0 without generated ones', () => {
    // U = chi^2_n/chi^2_T: n (n + 2) / (T (T + 2)).
    expect(meanSquaredRetention(20, 1, 0.25, 'fixed')).toBeCloseTo((15 * 17) / (20 * 22), 14);
    for (const counts of ['fixed', 'iid'] as const) {
      expect(meanSquaredRetention(20, 4, 0, counts)).toBeCloseTo(1, 14);
      expect(meanSquaredRetention(20, 4, 1, counts)).toBe(0);
    }
    let sum = 0;
    let probability = 0.75 ** 20;
    for (let n = 20; n >= 0; n--) {
      sum += (probability * n * (n + 2)) / (20 * 22);
      probability *= (n / (21 - n)) * (0.25 / 0.75);
    }
    expect(meanSquaredRetention(20, 1, 0.25, 'iid')).toBeCloseTo(sum, 12);
  });
});

describe("Marchenko and Pastur's law", () => {
  it.each([0.01, 0.4, 0.9, 1, 3])('at d/T = %f has mass 1, mean 1, second moment 1 + d/T', (ratio) => {
    expect(marchenkoPasturMean(ratio, () => 1)).toBe(1);
    expect(marchenkoPasturMean(ratio, (g) => g)).toBeCloseTo(1, 10);
    expect(marchenkoPasturMean(ratio, (g) => g * g)).toBeCloseTo(1 + ratio, 10);
  });

  it('has the known Stieltjes transform', () => {
    for (const [ratio, lambda] of [
      [0.3, 0.5],
      [2, 0.1],
    ]) {
      const b = 1 - ratio + lambda;
      const expected = (Math.sqrt(b * b + 4 * ratio * lambda) - b) / (2 * ratio * lambda);
      expect(marchenkoPasturMean(ratio, (g) => 1 / (g + lambda))).toBeCloseTo(expected, 9);
    }
  });

  it('with a vanishing penalty gives the limit of least squares', () => {
    const ridge = { estimator: { kind: 'ridge' as const, lambda: 1e-9 }, dimension: 100 };
    for (const mitigation of [replace, accumulate]) {
      const limit = predict('L4-ridge-excess-test-error', mitigation, 4, ridge, 500)!.value;
      const exact = predict('L1-excess-test-error', mitigation, 4, { dimension: 100 }, 500)!.value;
      // 1/(1 - d/T) against T/(T - d - 1).
      expect(limit / exact).toBeCloseTo(399 / 400, 6);
    }
    const fresh = { design: { kind: 'fresh' as const } };
    expect(
      predict('L4-ridge-excess-test-error', replace, 4, { ...ridge, ...fresh }, 500)!.value /
        predict('L1-excess-test-error', replace, 4, { dimension: 100, ...fresh }, 500)!.value,
    ).toBeCloseTo(399 / 400, 6);
  });
});
