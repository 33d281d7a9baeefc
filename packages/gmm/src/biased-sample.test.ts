import { type GaussianMixture, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { sampleAtRequest } from './biased-sample.js';
import { surprises } from './log-density.js';
import { sampleMixture } from './sample.js';
import { temperedMixture } from './tempered-mixture.js';

const rng = (index: number) => streamAt(streamKey(testSeed(6), 'biased-sample.test'), index);
const mixture = (weights: number[], means: number[], covariances: number[]): GaussianMixture => ({
  dimension: means.length / weights.length,
  weights: Float64Array.from(weights),
  means: Float64Array.from(means),
  covariances: Float64Array.from(covariances),
});
/** Overlapping, of unlike weights and widths, so that no component is tempered as if it stood alone. */
const line = mixture([0.3, 0.6, 0.1], [-1, 1, 6], [0.5, 2, 0.1]);
const plane = mixture([0.3, 0.7], [-1, 0, 1, 0.5], [1, 0.5, 0.5, 2, 0.5, -0.2, -0.2, 0.4]);

/** ln p of a mixture on the line, naively. */
function naiveLog({ weights, means, covariances }: GaussianMixture, x: number): number {
  let sum = 0;
  weights.forEach((weight, j) => {
    sum += (weight * Math.exp((-0.5 * (x - means[j]) ** 2) / covariances[j])) / Math.sqrt(2 * Math.PI * covariances[j]);
  });
  return Math.log(sum);
}

const STEP = 0.005;
const grid = Array.from({ length: 8000 }, (_, i) => -15 + STEP * (i + 0.5));

/** E f under the density e^log, not normalised, on the line, by the midpoint rule. */
function average(log: (x: number) => number, f: (x: number) => number): number {
  let [mass, sum] = [0, 0];
  for (const x of grid) {
    const density = Math.exp(log(x));
    mass += density;
    sum += density * f(x);
  }
  return sum / mass;
}

/** Mean, square, fourth power and some probabilities of draws against the same under a density. */
function expectLaw(points: Float64Array, log: (x: number) => number): void {
  const tests = [
    (x: number) => x,
    (x: number) => x * x,
    (x: number) => x ** 4,
    ...[-1, 0, 1, 4].map((c) => (x: number) => Number(x <= c)),
  ];
  tests.forEach((f, i) => {
    const expected = average(log, f);
    const deviation = Math.sqrt(average(log, (x) => (f(x) - expected) ** 2));
    const found = points.reduce((sum, x) => sum + f(x), 0) / points.length;
    expect(Math.abs(found - expected), `test function ${i}: ${found} against ${expected}`).toBeLessThan(
      (4.5 * deviation) / Math.sqrt(points.length) + 1e-9,
    );
  });
}

describe('temperature', () => {
  it.each([0.4, 0.9, 1, 1.5, 4])('%d: the law is p^(1/T), by numerical integration', (temperature) => {
    const { points } = sampleAtRequest(line, { count: 20_000, temperature }, rng(10 * temperature));
    expectLaw(points, (x) => naiveLog(line, x) / temperature);
  });

  it('of one component is T times its covariance', () => {
    const one = mixture([1], [1, -1], [2, 0.5, 0.5, 1]);
    const { mixture: tempered, logBound } = temperedMixture(one, 0.7)!;
    expect([...tempered.covariances]).toEqual([1.4, 0.35, 0.35, 0.7]);
    // The proposal is p^(1/T) itself: everything stands.
    const point = { count: 1, points: Float64Array.of(3, 0.2) };
    expect(-surprises(one, point)[0] / 0.7 + surprises(tempered, point)[0] - logBound).toBeCloseTo(0, 12);
  });

  it.each([0.2, 0.8, 1.7])('%d: the proposal covers p^(1/T) everywhere, and by no more than k^|1/T - 1|', (temperature) => {
    for (const p of [line, plane]) {
      const { mixture: q, logBound } = temperedMixture(p, temperature)!;
      const data = sampleMixture(q, 3000, rng(3));
      const underQ = surprises(q, data);
      surprises(p, data).forEach((surprise, i) => {
        const chance = -surprise / temperature + underQ[i] - logBound;
        expect(chance).toBeLessThan(1e-9);
        expect(chance).toBeGreaterThan(-Math.abs(1 / temperature - 1) * Math.log(p.weights.length) - 1e-9);
      });
    }
  });

  it('of a singular component tempers each by itself', () => {
    const { points } = sampleAtRequest(mixture([0.5, 0.5], [0, 5], [1, 0]), { count: 100, temperature: 0.5 }, rng(4));
    expect(points.every((x) => Number.isFinite(x))).toBe(true);
    expect(points.some((x) => x === 5)).toBe(true);
  });
});

describe('top-p', () => {
  it.each([0.5, 0.9])('%d: the densest region of this mass, in the law of p, with a margin for its edge', (topP) => {
    // The level t of {ln p >= t} by bisection on the line.
    let [low, high] = [-40, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (
        average(
          (x) => naiveLog(line, x),
          (x) => Number(naiveLog(line, x) >= middle),
        ) > topP
      )
        low = middle;
      else high = middle;
    }
    const repeats = 60;
    let lowest = 0;
    const found = [0, 0, 0];
    const tests = [(x: number) => x, (x: number) => x * x, (x: number) => Number(x > 4)];
    for (let r = 0; r < repeats; r++) {
      const { points } = sampleAtRequest(line, { count: 500, topP }, rng(100 + r));
      lowest += Math.min(...points.map((x) => naiveLog(line, x)));
      tests.forEach((f, i) => {
        found[i] += points.reduce((sum, x) => sum + f(x), 0) / 500 / repeats;
      });
    }
    const cut = (x: number) => (naiveLog(line, x) >= low ? naiveLog(line, x) : Number.NEGATIVE_INFINITY);
    tests.forEach((f, i) => {
      const expected = average(cut, f);
      const deviation = Math.sqrt(average(cut, (x) => (f(x) - expected) ** 2));
      // The draws' own noise, and that of the region's mass, which moves the value by at most its own range.
      const edge = Math.sqrt((topP * (1 - topP)) / 1000 / repeats) / topP;
      const reach = Math.max(...grid.filter((x) => cut(x) > Number.NEGATIVE_INFINITY).map((x) => Math.abs(f(x) - expected)));
      expect(Math.abs(found[i] - expected), `test function ${i}`).toBeLessThan(
        4.5 * Math.hypot(deviation / Math.sqrt(500 * repeats), edge * reach) + 2e-3,
      );
    });
    expect(Math.abs(lowest / repeats - low)).toBeLessThan(0.1);
  });

  it('cuts the tempered law where both are asked for', () => {
    const one = mixture([1], [0], [1]);
    const { points } = sampleAtRequest(one, { count: 20_000, temperature: 4, topP: 0.5 }, rng(5));
    // The central half of N(0, 4): |x| <= 2 * 0.6745.
    expect(Math.max(...points)).toBeGreaterThan(1.2);
    expect(Math.max(...points.map(Math.abs))).toBeLessThan(1.349 * 1.1);
  });
});

describe('the order of the draws', () => {
  const firstHalf = (exchangeable: boolean) => {
    const { points } = sampleAtRequest(mixture([0.5, 0.5], [-9, 9], [1, 1]), { count: 2000, exchangeable }, rng(8));
    return points.slice(0, 1000).filter((x) => x < 0).length;
  };

  it('is random where it is asked for, and component after component else', () => {
    expect(firstHalf(false)).toBeGreaterThan(900);
    // Hypergeometric: 1000 of 2000, some half of which are below 0.
    expect(Math.abs(firstHalf(true) - 500)).toBeLessThan(4.5 * Math.sqrt(125 + 125));
  });

  it('leaves the set as it is', () => {
    const sorted = (exchangeable: boolean) => [...sampleAtRequest(line, { count: 50, exchangeable }, rng(9)).points].sort();
    expect(sorted(true)).toEqual(sorted(false));
  });
});
