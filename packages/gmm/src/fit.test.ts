import { type PointSet, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../core/src/testing/seed-offset.js';
import { fitMixture } from './fit.js';
import type { Initialisation } from './options.js';
import { sampleMixture } from './sample.js';
import { gmmOptions } from './testing/options.js';

const rng = (index = 0) => streamAt(streamKey(testSeed(6), 'fit'), index);
const eye = [1, 0, 0, 1];
const modes = {
  dimension: 2,
  weights: Float64Array.of(0.4, 0.6),
  means: Float64Array.of(-4, -4, 4, 4),
  covariances: Float64Array.from([...eye, ...eye]),
};
const STARTS: Initialisation[] = ['k-means', 'k-means++', 'random-from-data', 'random', 'previous'];
const COVARIANCES = ['full', 'tied', 'diagonal', 'spherical'] as const;

const without = (start: Initialisation) => STARTS.filter((other) => other !== start);

/** Components in the order of their first coordinate. */
function sorted(params: ReturnType<typeof fitMixture>, dimension: number) {
  return Array.from(params.weights, (weight, j) => ({
    weight,
    mean: Array.from(params.means.subarray(j * dimension, (j + 1) * dimension)),
    covariance: Array.from(params.covariances.subarray(j * dimension * dimension, (j + 1) * dimension * dimension)),
  })).sort((a, b) => a.mean[0] - b.mean[0]);
}

function expectClose(found: ReturnType<typeof sorted>, expected: ReturnType<typeof sorted>, digits: number) {
  found.forEach(({ weight, mean, covariance }, j) => {
    expect(weight).toBeCloseTo(expected[j].weight, digits);
    mean.forEach((value, a) => {
      expect(value).toBeCloseTo(expected[j].mean[a], digits);
    });
    covariance.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[j].covariance[at], digits);
    });
  });
}

describe('a fit', () => {
  it.each(COVARIANCES)('recovers two modes with %s covariance, from any start', (covariance) => {
    const data = sampleMixture(modes, 4000, rng());
    // Equal components with the whole sample's covariance are a fixed point of EM whose slowest direction neither grows nor
    // shrinks (to first order m' = m). Random responsibilities of 4000 points start next to it, and so does, with a tied
    // covariance, any start from points: its covariance is N/k times too wide.
    const starts = { full: without('random'), tied: ['k-means', 'previous'] as const, diagonal: STARTS, spherical: STARTS };
    for (const initialisation of starts[covariance]) {
      const options = gmmOptions({
        covariance,
        initialisation,
        maxIterations: 300,
        starts: initialisation === 'previous' ? 1 : 4,
      });
      const fitted = fitMixture(data, options, rng(1), undefined);
      expect(fitted.converged).toBe(true);
      expect(fitted.diagnostics).toEqual([]);
      const [low, high] = sorted(fitted, 2);
      expect(Math.abs(low.weight - 0.4)).toBeLessThan(4 * Math.sqrt(0.24 / 4000));
      for (const [side, at] of [
        [low, -4],
        [high, 4],
      ] as const) {
        const error = 4 / Math.sqrt(side.weight * 4000);
        for (const value of side.mean) expect(Math.abs(value - at)).toBeLessThan(error);
        side.covariance.forEach((value, i) => {
          expect(Math.abs(value - eye[i])).toBeLessThan(Math.SQRT2 * error);
        });
      }
    }
  });

  it.each(COVARIANCES)('never decreases the likelihood with %s covariance and regCovar 0', (covariance) => {
    for (let index = 0; index < 6; index++) {
      const data = sampleMixture({ ...modes, means: Float64Array.of(-1, 0, 1, 0.5) }, 120, rng(index));
      let last = Number.NEGATIVE_INFINITY;
      for (let maxIterations = 1; maxIterations <= 40; maxIterations++) {
        const options = gmmOptions({ covariance, components: 3, tol: 0, regCovar: 0, maxIterations, initialisation: 'random' });
        const { logLikelihood, diagnostics } = fitMixture(data, options, rng(100 + index), undefined);
        // Rounding of a mean over 120 logarithms.
        expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-13);
        expect(diagnostics.map(({ kind }) => kind)).toEqual(['not-converged']);
        last = logLikelihood;
      }
    }
  });

  it('does not care for the order of the points', () => {
    const data = sampleMixture(modes, 500, rng());
    const backwards: PointSet = { count: 500, points: new Float64Array(1000) };
    for (let i = 0; i < 500; i++) backwards.points.set(data.points.subarray(2 * i, 2 * i + 2), 2 * (499 - i));
    const options = gmmOptions({ tol: 1e-12 });
    expectClose(
      sorted(fitMixture(backwards, options, rng(1), undefined), 2),
      sorted(fitMixture(data, options, rng(2), undefined), 2),
      6,
    );
  });

  it('takes an integer weight for that many copies of a point', () => {
    const data = sampleMixture({ ...modes, means: Float64Array.of(-1, 0, 1, 0) }, 300, rng());
    const weights = Float64Array.from({ length: 300 }, (_, i) => 1 + (i % 3));
    const copies: number[] = [];
    weights.forEach((weight, i) => {
      for (let copy = 0; copy < weight; copy++) copies.push(data.points[2 * i], data.points[2 * i + 1]);
    });
    const previous = { ...modes, converged: true, iterations: 1, logLikelihood: 0, diagnostics: [] };
    const options = gmmOptions({ initialisation: 'previous', tol: 0, maxIterations: 25 });
    const weighted = fitMixture({ ...data, weights }, options, rng(), previous);
    const copied = fitMixture({ count: copies.length / 2, points: Float64Array.from(copies) }, options, rng(), previous);
    expectClose(sorted(weighted, 2), sorted(copied, 2), 11);
    expect(weighted.logLikelihood).toBeCloseTo(copied.logLikelihood, 12);
  });

  it('starts where the last generation ended: one more iteration from a converged fit moves nothing', () => {
    const data = sampleMixture(modes, 500, rng());
    const first = fitMixture(data, gmmOptions({ initialisation: 'previous', tol: 1e-13 }), rng(), undefined);
    const again = fitMixture(data, gmmOptions({ initialisation: 'previous', maxIterations: 1 }), rng(), first);
    expectClose(sorted(again, 2), sorted(first, 2), 5);
    expect(again.iterations).toBe(1);
    // Without a previous model it is the fit from k-means.
    expect(first).toEqual(fitMixture(data, gmmOptions({ tol: 1e-13 }), rng(), undefined));
  });

  it('keeps the likeliest of several starts', () => {
    const three = {
      ...modes,
      weights: Float64Array.of(0.3, 0.3, 0.4),
      means: Float64Array.of(-6, 0, 0, 0, 6, 0),
      covariances: Float64Array.from([...eye, ...eye, ...eye]),
    };
    const data = sampleMixture(three, 150, rng());
    const of = (starts: number) =>
      fitMixture(data, gmmOptions({ components: 3, initialisation: 'random-from-data', starts }), rng(3), undefined)
        .logLikelihood;
    // The first starts are the same whatever comes after them.
    const likelihoods = [1, 2, 4, 8, 16].map(of);
    likelihoods.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(likelihoods[i]);
    });
    expect(likelihoods[4]).toBeGreaterThan(likelihoods[0]);
  });
});

describe('what can go wrong with a fit', () => {
  const identical: PointSet = { count: 6, points: new Float64Array(12).fill(2) };

  it('is said where EM ran out of iterations', () => {
    const { converged, iterations, diagnostics } = fitMixture(
      sampleMixture({ ...modes, means: Float64Array.of(-1, 0, 1, 0) }, 100, rng()),
      gmmOptions({ maxIterations: 2, tol: 1e-12 }),
      rng(),
      undefined,
    );
    expect({ converged, iterations }).toEqual({ converged: false, iterations: 2 });
    expect(diagnostics).toEqual([{ kind: 'not-converged', change: expect.any(Number) }]);
  });

  it.each(COVARIANCES)('is a singular component where all points are one, with %s covariance and regCovar 0', (covariance) => {
    const fitted = fitMixture(identical, gmmOptions({ covariance, components: 1, regCovar: 0 }), rng(), undefined);
    expect(fitted.diagnostics).toEqual([{ kind: 'singular-component', component: 0, iteration: 0 }]);
    expect(fitted.converged).toBe(false);
    for (const value of fitted.means) expect(value).toBeCloseTo(2, 12);
    for (const value of fitted.covariances) expect(Math.abs(value)).toBeLessThan(1e-13);
  });

  it('is a component without points where all points are one and regCovar holds it up', () => {
    const fitted = fitMixture(identical, gmmOptions(), rng(), undefined);
    expect(fitted.converged).toBe(true);
    expect(fitted.diagnostics).toEqual([
      { kind: 'vanishing-component', component: expect.any(Number), weight: expect.any(Number) },
    ]);
    for (const value of [...fitted.weights, ...fitted.means, ...fitted.covariances]) expect(Number.isFinite(value)).toBe(true);
    expect(fitted.weights[0] + fitted.weights[1]).toBeCloseTo(1, 14);
  });

  it('is a component that falls onto one point, with regCovar 0', () => {
    const data: PointSet = { count: 5, points: Float64Array.of(100, 100.1, 100.2, 100.3, 0) };
    const fitted = fitMixture(
      data,
      gmmOptions({ regCovar: 0, real: [{ weight: 1, mean: [0], covariance: [[1]] }] }),
      rng(),
      undefined,
    );
    expect(fitted.diagnostics.map(({ kind }) => kind)).toEqual(['singular-component']);
    expect(sorted(fitted, 1)[0]).toEqual({
      weight: expect.closeTo(0.2, 12),
      mean: [0],
      covariance: [0],
    });
  });

  it('is data out of reach of the model they started from', () => {
    const previous = {
      ...modes,
      means: new Float64Array(4),
      covariances: modes.covariances.map((v) => v * 1e-280),
      converged: true,
      iterations: 1,
      logLikelihood: 0,
      diagnostics: [],
    };
    const options = gmmOptions({ initialisation: 'previous' });
    const data: PointSet = { count: 3, points: Float64Array.of(1e60, 0, 0, 1e60, 1, 1) };
    const fitted = fitMixture(data, options, rng(), previous);
    expect(fitted.diagnostics[0]).toEqual({ kind: 'no-likelihood', iteration: 1 });
    expect(fitted.means).toEqual(new Float64Array(4));
  });

  it.each([
    ['fewer points than components', { count: 1, points: Float64Array.of(1, 2) }, /at least 2 points/],
    ['NaN', { count: 2, points: Float64Array.of(1, 2, Number.NaN, 3) }, /NaN in coordinate 0 of point 1/],
    [
      'infinity',
      { count: 2, points: Float64Array.of(1, 2, 3, Number.NEGATIVE_INFINITY) },
      /-Infinity in coordinate 1 of point 1/,
    ],
    ['numbers without a variance', { count: 2, points: Float64Array.of(1e300, 2, -1e300, 3) }, /so large/],
    ['half a point', { count: 2, points: Float64Array.of(1, 2, 3) }, /2 points of 2 numbers/],
    ['a weight of 0', { count: 2, points: Float64Array.of(1, 2, 3, 4), weights: Float64Array.of(1, 0) }, /found 0 at point 1/],
  ])('throws for %s', (_, data, message) => {
    expect(() => fitMixture(data, gmmOptions(), rng(), undefined)).toThrow(RangeError);
    expect(() => fitMixture(data, gmmOptions(), rng(), undefined)).toThrow(message);
  });
});
