import { streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import type { KdeParams } from '../params.js';
import { sampleAtRequest } from './biased-sample.js';
import { fitKde } from './fit.js';

const rng = (index: number) => streamAt(streamKey(testSeed(7), 'biased-sample.test'), index);
const CENTRES = Float64Array.of(-2, -1.8, -0.5, 0.3, 0.4, 1, 4);
const WEIGHTS = Float64Array.of(1, 2, 1, 3, 0.5, 1, 1);
const estimate = (weights?: Float64Array): KdeParams => {
  const data = { count: CENTRES.length, points: CENTRES, ...(weights && { weights }) };
  return fitKde(data, { kind: 'fixed', value: 0.5 }, 1);
};

/** ln p on the line, naively. */
function naiveLog(x: number, weights: ArrayLike<number>): number {
  let [sum, total] = [0, 0];
  CENTRES.forEach((centre, i) => {
    total += weights[i];
    sum += weights[i] * Math.exp(-0.5 * ((x - centre) / 0.5) ** 2);
  });
  return Math.log(sum / total / 0.5 / Math.sqrt(2 * Math.PI));
}

const grid = Array.from({ length: 6000 }, (_, i) => -15 + 0.005 * (i + 0.5));

function average(log: (x: number) => number, f: (x: number) => number): number {
  let [mass, sum] = [0, 0];
  for (const x of grid) {
    const density = Math.exp(log(x));
    mass += density;
    sum += density * f(x);
  }
  return sum / mass;
}

function expectLaw(points: Float64Array, log: (x: number) => number): void {
  const tests = [(x: number) => x, (x: number) => x * x, ...[-1.5, 0, 0.5, 3].map((c) => (x: number) => Number(x <= c))];
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
  it.each([0.5, 0.9, 2])('%d: the law is p^(1/T), by numerical integration, points weighted or not', (temperature) => {
    for (const weights of [undefined, WEIGHTS]) {
      const { points } = sampleAtRequest(estimate(weights), { count: 10_000, temperature }, rng(10 * temperature));
      expectLaw(points, (x) => naiveLog(x, weights ?? new Float64Array(7).fill(1)) / temperature);
    }
  });

  it('of one point in the plane is T times the kernel', () => {
    const data = { count: 1, points: Float64Array.of(1, 2) };
    const { points } = sampleAtRequest(fitKde(data, { kind: 'fixed', value: 2 }, 2), { count: 20_000, temperature: 0.5 }, rng(1));
    for (const axis of [0, 1]) {
      let squared = 0;
      for (let i = 0; i < 20_000; i++) squared += (points[2 * i + axis] - 1 - axis) ** 2;
      expect(Math.abs(squared / 20_000 / 2 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / 20_000));
    }
  });

  it('of a point mass is that point', () => {
    const dead = fitKde({ count: 3, points: Float64Array.of(2, 2, 2) }, { kind: 'scott' }, 1);
    expect([...sampleAtRequest(dead, { count: 3, temperature: 0.5 }, rng(2)).points]).toEqual([2, 2, 2]);
    expect([...sampleAtRequest(dead, { count: 3, topP: 0.5 }, rng(2)).points]).toEqual([2, 2, 2]);
  });
});

describe('top-p', () => {
  it('leaves the lone point beyond its share, and thins nothing within', () => {
    // The kernel at 4 holds 1/7; the other 6/7 are denser.
    const { points } = sampleAtRequest(estimate(), { count: 20_000, topP: 0.75 }, rng(3));
    expect(Math.max(...points)).toBeLessThan(2.6);
    const log = (x: number) => naiveLog(x, new Float64Array(7).fill(1));
    const level = Math.min(...points.map(log));
    expectLaw(points, (x) => (log(x) >= level ? log(x) : Number.NEGATIVE_INFINITY));
    const mass = average(log, (x) => Number(log(x) >= level));
    expect(Math.abs(mass - 0.75)).toBeLessThan(4.5 * Math.sqrt((0.75 * 0.25) / 1000));
  });
});
