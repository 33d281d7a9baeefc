import { type RealDistribution, realTruth } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { covarianceFactor } from '../model/bandwidth.js';
import type { Bandwidth } from '../options.js';
import { fourthMoments } from './fourth-moments.js';
import type { KdeSetting } from './setting.js';

const real: RealDistribution = {
  kind: 'mixture',
  components: [
    { weight: 0.25, mean: [-2], covariance: [[1]] },
    { weight: 0.75, mean: [2], covariance: [[0.5]] },
  ],
};
const REAL_MEAN = 1;

/** Gauss-Hermite nodes: exact for a polynomial of degree 5 in a normal deviate. */
const NODES = [
  [-Math.sqrt(3), 1 / 6],
  [0, 2 / 3],
  [Math.sqrt(3), 1 / 6],
] as const;

type Outcomes = readonly (readonly [value: number, probability: number])[];

const realOutcomes: Outcomes = [
  [-2, 1, 0.25],
  [2, 0.5, 0.75],
].flatMap(([mean, variance, weight]) => NODES.map(([z, p]) => [mean + Math.sqrt(variance) * z - REAL_MEAN, weight * p] as const));

/** The law of a draw from the estimate of some points, as outcomes that have its moments up to the fifth. */
function drawsFrom(points: readonly number[], bandwidth: Bandwidth): Outcomes {
  const n = points.length;
  const { c2 } = centralMoments(points);
  const h = bandwidth.kind === 'fixed' ? bandwidth.value : covarianceFactor(bandwidth.kind, n, 1) * Math.sqrt((c2 * n) / (n - 1));
  return points.flatMap((x) => NODES.map(([z, p]) => [x + h * z, p / n] as const));
}

function centralMoments(points: readonly number[]) {
  const n = points.length;
  const mean = points.reduce((sum, x) => sum + x, 0) / n;
  const central = (power: number) => points.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
  return { mean, c2: central(2), c3: central(3), c4: central(4) };
}

/** Expectations over every way that chains of two draws a generation can go: nothing is sampled. */
function enumerate(bandwidth: Bandwidth, accumulates: boolean, keepReal: boolean, fits: number) {
  const totals = { a2: 0, c2: 0, a4: 0, a2c2: 0, ac3: 0, c4: 0, c2c2: 0 };
  const visit = (points: readonly number[], probability: number, fit: number): void => {
    if (fit === fits) {
      const { mean: a, c2, c3, c4 } = centralMoments(points);
      const values = { a2: a * a, c2, a4: a ** 4, a2c2: a * a * c2, ac3: a * c3, c4, c2c2: c2 * c2 };
      for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += probability * values[key];
      return;
    }
    const outcomes = fit === 0 ? realOutcomes : drawsFrom(points, bandwidth);
    const kept = accumulates && fit > 0 && (keepReal || fit > 1) ? points : [];
    for (const [x, p] of outcomes) for (const [y, q] of outcomes) visit([...kept, x, y], probability * p * q, fit + 1);
  };
  visit([], 1, 0);
  return totals;
}

describe('fourth moments against every way that a chain of two draws can go', () => {
  it.each([
    ['replace', { kind: 'fixed', value: 0.7 }, { id: 'replace' }, 3],
    ['replace', { kind: 'silverman' }, { id: 'replace' }, 3],
    ['accumulate', { kind: 'fixed', value: 0.7 }, { id: 'accumulate', keepReal: true }, 3],
    ['accumulate', { kind: 'scott' }, { id: 'accumulate', keepReal: true }, 3],
    ['accumulate without the real data', { kind: 'scott' }, { id: 'accumulate', keepReal: false }, 3],
  ] as [string, Bandwidth, KdeSetting['mitigation'], number][])('%s, %j', (_name, bandwidth, mitigation, fits) => {
    const system = { dimension: 1, bandwidth, real };
    for (let fit = 1; fit <= fits; fit++) {
      const found = fourthMoments({ system, mitigation, samples: 2, generations: fits }, fit, realTruth(real))!;
      const expected = enumerate(bandwidth, mitigation.id === 'accumulate', mitigation.keepReal === true, fit);
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        expect(Math.abs(found[key] - expected[key]), `${key} of fit ${fit}`).toBeLessThan(1e-11 * expected.c4);
      }
    }
  });
});
