import { cospi, sinpi } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { GaussianOptions } from '../options.js';
import { chiMean } from './chi-mean.js';
import { fixedCountsStep, freshRealStep, iidStep, REAL_MOMENTS } from './fresh-real-chain.js';
import { gaussianOracles } from './index.js';
import { replaceMoments } from './normal-chain.js';
import type { GaussianSetting } from './regime.js';
import { freshRealStationary } from './stationary.js';
import { lognormalSkewness, scaledChiSquareSkewness } from './testable.js';
import { wassersteinMoments } from './wasserstein-moments.js';

const unit: GaussianOptions = {
  dimension: 1,
  ddof: 1,
  representation: 'sufficient-statistics',
  real: { kind: 'normal', mean: [0], covariance: [[1]] },
  approximation: { kind: 'exact' },
};

function setting(options: Partial<GaussianOptions>, samples: number, mitigation: Record<string, unknown> = { id: 'replace' }) {
  return { system: { ...unit, ...options }, mitigation, samples, generations: 1e6 } as GaussianSetting;
}

function predict(id: string, of: GaussianSetting, generation: number) {
  const oracle = gaussianOracles.find((candidate) => candidate.id === id);
  if (oracle === undefined) throw new Error(`no oracle ${id}`);
  return oracle.predict(of, generation);
}

describe('theory.md, one row after the other', () => {
  it('G1: at M = 100, k = 1000 Eq. 4 says 15 and the exact value is 11.84', () => {
    const plain = setting({}, 100);
    expect(predict('Eq4', plain, 1000)!.value).toBeCloseTo(15, 10);
    const exact = predict('G1-w2', plain, 1000)!;
    expect(exact.value).toBeCloseTo(11.84, 2);
    expect(exact.value).toBeCloseTo(1000 / 100 + 2 * (1 - chiMean(99) ** 1000), 9);
    expect(exact.kind).toBe('asymptotic');
    expect(predict('G1-w2', plain, 4000)!.value).toBeCloseTo(42.0, 1);
  });

  it('G1: E s^2 = 1, E m^2 = k/M, and the relative variance of s^2 is (1 + 2/(M-1))^k - 1 = 4.9e8 at k = 1000', () => {
    const plain = setting({}, 100);
    const ratio = predict('G1-variance-ratio', plain, 1000)!;
    expect(ratio.value).toBeCloseTo(1, 12);
    expect(ratio.deviation! ** 2 / ((1 + 2 / 99) ** 1000 - 1)).toBeCloseTo(1, 9);
    expect(ratio.deviation! ** 2).toBeGreaterThan(4.8e8);
    expect(predict('G1-mean-shift-squared', plain, 1000)!.value).toBeCloseTo(10, 10);
    expect(predict('G1-mean-variance', plain, 30)!.value).toBeCloseTo(0.3, 12);
  });

  it('G1: E ln s^2 is -10.14 at M = 100, k = 1000 and stays exact; G2: -20.19', () => {
    expect(predict('G1-log-det', setting({}, 100), 1000)).toMatchObject({ kind: 'exact' });
    expect(predict('G1-log-det', setting({}, 100), 1000)!.value).toBeCloseTo(-10.14, 2);
    expect(predict('G1-log-det', setting({ ddof: 0 }, 100), 1000)!.value).toBeCloseTo(-20.19, 2);
    expect(predict('G1-log-det', setting({}, 100), 100_000), 'absorbed by then').toBeUndefined();
  });

  it('G2: E s^2 = (1-1/M)^k, E m^2 the rest, E W2^2 = 2(1 - b^k), 1.79 at k = 300', () => {
    const ml = setting({ ddof: 0 }, 100);
    expect(predict('G2-variance-ratio', ml, 300)!.value).toBeCloseTo(0.99 ** 300, 12);
    expect(predict('G2-mean-shift-squared', ml, 300)!.value).toBeCloseTo(1 - 0.99 ** 300, 12);
    const b = chiMean(99) * Math.sqrt(0.99);
    expect(predict('G1-w2', ml, 300)!.value).toBeCloseTo(2 * (1 - b ** 300), 10);
    expect(predict('G1-w2', ml, 300)!.value).toBeCloseTo(1.79, 2);
  });

  it('G3: the products of both divisors, and the limit sin(pi/sqrt M)/(pi/sqrt M)', () => {
    const accumulate = { id: 'accumulate', keepReal: true };
    const samples = 7;
    let ml = 1;
    let unbiased = 1;
    let shift = 0;
    for (let t = 1; t <= 40; t++) {
      shift += unbiased / (samples * t * t);
      ml *= 1 - 1 / (samples * t * t);
      if (t >= 2) unbiased *= 1 - 1 / (t * (t * samples - 1));
    }
    expect(predict('G3-variance-ratio', setting({ ddof: 0 }, samples, accumulate), 40)!.value).toBeCloseTo(ml, 12);
    expect(predict('G3-mean-shift-squared', setting({ ddof: 0 }, samples, accumulate), 40)!.value).toBeCloseTo(1 - ml, 12);
    expect(predict('G3-variance-ratio', setting({}, samples, accumulate), 40)!.value).toBeCloseTo(unbiased, 12);
    expect(predict('G3-mean-shift-squared', setting({}, samples, accumulate), 40)!.value).toBeCloseTo(shift, 12);
    const limit = sinpi(0.1) / (Math.PI * 0.1);
    const late = predict('G3-variance-ratio', setting({ ddof: 0 }, 100, accumulate), 20_000)!;
    expect(late.value).toBeCloseTo(limit, 6);
    expect(limit).toBeCloseTo(0.984, 3);
    expect(cospi(0)).toBe(1);
  });

  it.each([
    ['fixed', 0],
    ['fixed', 1],
    ['iid', 0],
    ['iid', 1],
  ] as const)('G4: the stationary formulas are the fixed point of the finite recursion (%s counts, ddof %i)', (counts, ddof) => {
    const step = counts === 'fixed' ? fixedCountsStep(20, 6, ddof) : iidStep(20, 0.3, ddof);
    let moments = REAL_MOMENTS;
    for (let k = 0; k < 200; k++) moments = freshRealStep(moments, step);
    const limit = freshRealStationary(20, 0.3, counts, ddof)!;
    expect(moments[1]).toBeCloseTo(limit.shift, 12);
    expect(moments[2]).toBeCloseTo(limit.variance, 12);
    const of = setting({ ddof }, 20, { id: 'fresh-real', fraction: 0.3, counts });
    expect(predict('G4-limit-variance-ratio', of, 200)!.value).toBe(limit.variance);
    expect(predict('G4-variance-ratio', of, 200)!.value).toBeCloseTo(limit.variance, 12);
    expect(predict('G4-limit-variance-ratio', of, 2)).toBeUndefined();
  });

  it('G4: with ddof = 1 and too little fresh data there is no stationary variance, and the finite one grows', () => {
    expect(freshRealStationary(4, 0.05, 'iid', 1)).toBeUndefined();
    const of = setting({}, 4, { id: 'fresh-real', fraction: 0.05, counts: 'iid' });
    const early = predict('G4-variance-ratio', of, 50)!.value;
    const late = predict('G4-variance-ratio', of, 100)!.value;
    expect(late).toBeGreaterThan(early + 1);
  });

  it('G4: binomial counts averaged over the recursion of fixed counts give the recursion of iid draws', () => {
    const samples = 9;
    const gamma = 0.4;
    const from = freshRealStep(REAL_MOMENTS, fixedCountsStep(samples, 4, 1));
    const mixed = [0, 0, 0, 0, 0, 0];
    let choose = 1;
    for (let n = 0; n <= samples; n++) {
      const probability = choose * gamma ** n * (1 - gamma) ** (samples - n);
      choose = (choose * (samples - n)) / (n + 1);
      // All real or all synthetic: the fits of a single normal.
      const after =
        n === 0
          ? singleNormal(samples, from)
          : n === samples
            ? singleNormal(samples, REAL_MOMENTS)
            : freshRealStep(from, fixedCountsStep(samples, n, 1));
      after.forEach((moment, i) => {
        mixed[i] += probability * moment;
      });
    }
    const direct = freshRealStep(from, iidStep(samples, gamma, 1));
    direct.forEach((moment, i) => {
      expect(moment, `moment ${i}`).toBeCloseTo(mixed[i], 12);
    });
  });

  it('G5: bounds P(s_k > e) by c4^k/e, below exp(-k/4M)/e, and says nothing where the bound is 1 or more', () => {
    const plain = setting({}, 50);
    const bound = predict('G5-0.5', plain, 400)!;
    expect(bound).toMatchObject({ kind: 'upper-bound' });
    expect(bound.value).toBeCloseTo(chiMean(49) ** 400 / 0.5, 10);
    expect(bound.value).toBeLessThan(Math.exp(-400 / 200) / 0.5);
    expect(predict('G5-0.5', plain, 10)).toBeUndefined();
  });

  it('G6: E Sigma_k = T^(k-1) Sigma_0 at temperature T, in any dimension', () => {
    const covariance = [
      [2, 0.5],
      [0.5, 1],
    ];
    const cold = { id: 'temperature', temperature: 0.8 };
    const of = setting({ dimension: 2, real: { kind: 'normal', mean: [0, 0], covariance } }, 40, cold);
    expect(predict('G6-variance-ratio', of, 1)!.value).toBeCloseTo(1, 14);
    expect(predict('G6-variance-ratio', of, 11)!.value).toBeCloseTo(0.8 ** 10, 14);
  });

  it('G7: the functional error of a mixture is the same at every generation, and predicted for whole populations alone', () => {
    const component = (at: number) => ({ weight: 0.5, mean: [at], covariance: [[1]] });
    const real = { kind: 'mixture' as const, components: [component(-4), component(4)] };
    const of = setting({ real }, Number.POSITIVE_INFINITY);
    expect(predict('G7', of, 1)).toEqual(predict('G7', of, 1000));
    expect(predict('G7', of, 1)!.value).toBeGreaterThan(0.01);
    expect(predict('G7', setting({ real }, 100), 1)).toBeUndefined();
  });

  it('whole populations leave no chance: nothing moves under replace, and every deviation is 0', () => {
    const of = setting({}, Number.POSITIVE_INFINITY);
    for (const [id, value] of [
      ['G1-variance-ratio', 1],
      ['G1-mean-shift-squared', 0],
      ['G1-w2', 0],
    ] as const) {
      expect(predict(id, of, 50), id).toEqual({ value, deviation: 0, kind: 'exact' });
    }
  });
});

/** (1, q, v, q^2, q v, v^2) of M draws from N(x, v), by the moments of chi-square. */
function singleNormal(samples: number, [, q, v, qq, qv, vv]: readonly number[]): number[] {
  const spread = 1 + 2 / (samples - 1);
  const shiftSquared = qq + (6 * qv) / samples + (3 * vv) / (samples * samples);
  return [1, q + v / samples, v, shiftSquared, qv + vv / samples, vv * spread];
}

describe("the paper's errata", () => {
  it('Eq. 5: one fit, M = 1000: printed 1.5e-6, correct 2.50e-6', () => {
    const of = setting({}, 1000);
    expect(predict('Eq5-printed', of, 1)!.value).toBeCloseTo(1.5e-6, 15);
    expect(predict('Eq5', of, 1)!.value).toBeCloseTo(2.5e-6, 15);
    expect(predict('G1-w2-variance', of, 1)!.value / 2.5e-6).toBeCloseTo(1, 2);
  });

  it('Eq. 4 and the corrected Eq. 5 are the leading orders of the exact moments, down to M = 1e9', () => {
    for (const samples of [1e5, 1e7, 1e9]) {
      const of = setting({}, samples);
      expect(predict('G1-w2', of, 5)!.value / predict('Eq4', of, 5)!.value, `M=${samples}`).toBeCloseTo(1, 3);
      expect(predict('G1-w2-variance', of, 5)!.value / predict('Eq5', of, 5)!.value, `M=${samples}`).toBeCloseTo(1, 3);
    }
  });

  it('Fig. 12: 0.000249 +- 0.000189 at 1e7 points and 10,000 repetitions is the half normal 0.0002523 +- 0.0001906', () => {
    const { value, deviation } = predict('Fig12', setting({}, 1e7), 1)!;
    expect(value).toBeCloseTo(0.0002523, 7);
    expect(deviation).toBeCloseTo(0.0001906, 7);
  });

  it('i ln i samples are superlinear and the bound still diverges, while i^2 samples keep it finite', () => {
    const grow = (schedule: string, k: number) =>
      predict('G1-mean-shift-squared', setting({}, 10, { id: 'grow-samples', schedule }), k)!.value;
    expect(grow('superlinear', 4000) - grow('superlinear', 400)).toBeGreaterThan(0.02);
    expect(grow('quadratic', 4000) - grow('quadratic', 400)).toBeLessThan(0.001);
  });
});

describe('the noisy approximation', () => {
  const covariance = [
    [2, 0.5],
    [0.5, 1],
  ];
  const two = { dimension: 2, real: { kind: 'normal' as const, mean: [1, 1], covariance } };

  it('Eq. 15 is the exact mean shift: (Tr Sigma + magnitude^2) sum 1/M_i', () => {
    const of = setting({ ...two, approximation: { kind: 'orthogonal-noise', magnitude: 2 } }, 50);
    expect(predict('Eq15', of, 10)).toEqual({ value: expect.closeTo((7 * 10) / 50, 12), kind: 'lower-bound' });
    expect(predict('Eq15-mean-shift-squared', of, 10)!.value).toBeCloseTo((7 * 10) / 50, 12);
  });

  it('A.2: bounds are ordered printed <= corrected <= exact, and Eq. 25 leaves out what is of order 3/2', () => {
    const of = setting({ approximation: { kind: 'bounded-noise', magnitude: 3 } }, 400);
    const twoD = setting({ ...two, approximation: { kind: 'bounded-noise', magnitude: 3 } }, 400);
    expect(predict('Eq24-printed', twoD, 5)!.value).toBeLessThan(predict('Eq24', twoD, 5)!.value);
    expect(predict('Eq24', of, 5)!.value).toBeLessThan(predict('A2-mean-shift-squared', of, 5)!.value);
    expect(predict('Eq25', twoD, 5)!.value).toBeCloseTo(15 / 400, 12);
    expect(predict('G1-mean-shift-squared', of, 5)).toBeUndefined();
  });
});

describe('what counts as testable', () => {
  it('approximates the skewness of s^2 and of a squared mean by that of scale mixtures, as the exact moments say', () => {
    expect(scaledChiSquareSkewness(2, 1)).toBeCloseTo(Math.sqrt(8), 12);
    const { moment } = replaceMoments(() => 100, 1, 1, 6)(20);
    const shift = [moment(2, 0), moment(4, 0), moment(6, 0)];
    const cv = shift[1] / shift[0] ** 2 - 1;
    const exact = (shift[2] / shift[0] ** 3 - 3 * (cv + 1) + 2) / cv ** 1.5;
    expect(scaledChiSquareSkewness(cv, 1) / exact).toBeCloseTo(1, 1);
    expect(lognormalSkewness(0.5)).toBeCloseTo(Math.sqrt(0.5) * 3.5, 12);
  });

  it('is exact early, asymptotic once tails are heavy, and never for the variance of W2^2', () => {
    const plain = setting({}, 100);
    expect(predict('G1-w2', plain, 10)!.kind).toBe('exact');
    expect(predict('G1-variance-ratio', plain, 20)!.kind).toBe('exact');
    expect(predict('G1-variance-ratio', plain, 150)!.kind).toBe('asymptotic');
    expect(predict('G1-w2-variance', plain, 1)!.kind).toBe('asymptotic');
  });

  it('has a skewness for W2^2 of 9/2.5^1.5 after one fit to many samples', () => {
    expect(wassersteinMoments(replaceMoments(() => 1e6, 1, 1, 8)(1)).skewness).toBeCloseTo(9 / 2.5 ** 1.5, 4);
  });
});

it('has oracle ids that are unique and metrics and summaries that are given', () => {
  const ids = gaussianOracles.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { summary } of gaussianOracles) expect(summary.length).toBeGreaterThan(10);
});
