import { streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { logLikelihood, meanResponsibilities, surprises } from './log-density.js';
import { sampleMixture } from './sample.js';

const rng = streamAt(streamKey(3, 'density'), 0);
const line = {
  dimension: 1,
  weights: Float64Array.of(0.2, 0.5, 0.3),
  means: Float64Array.of(-3, 0, 4),
  covariances: Float64Array.of(1, 0.25, 9),
};

function density(x: number, component: number): number {
  const variance = line.covariances[component];
  const z = (x - line.means[component]) ** 2 / variance;
  return (line.weights[component] * Math.exp(-0.5 * z)) / Math.sqrt(2 * Math.PI * variance);
}

describe('densities of a mixture', () => {
  const data = sampleMixture(line, 700, rng);
  const total = (x: number) => density(x, 0) + density(x, 1) + density(x, 2);

  it('are those of the formula', () => {
    const found = surprises(line, data);
    data.points.forEach((x, i) => {
      expect(found[i]).toBeCloseTo(-Math.log(total(x)), 12);
    });
    expect(logLikelihood(line, data)! / 700).toBeCloseTo(-found.reduce((sum, s) => sum + s, 0) / 700, 12);
  });

  it('give responsibilities that average to those of the formula, also for two components', () => {
    const shares = meanResponsibilities(line, data)!;
    for (let j = 0; j < 3; j++) {
      const mean = data.points.reduce((sum, x) => sum + density(x, j) / total(x), 0) / 700;
      expect(shares[j]).toBeCloseTo(mean, 12);
    }
    const two = {
      ...line,
      weights: Float64Array.of(0.4, 0.6),
      means: line.means.slice(0, 2),
      covariances: line.covariances.slice(0, 2),
    };
    const [first, second] = meanResponsibilities(two, data)!;
    const odds = (x: number) => (2 * density(x, 0)) / (2 * density(x, 0) + 1.2 * density(x, 1));
    expect(first).toBeCloseTo(data.points.reduce((sum, x) => sum + odds(x), 0) / 700, 12);
    expect(first + second).toBeCloseTo(1, 12);
  });

  it('hold far outside, where densities underflow', () => {
    const far = { count: 1, points: Float64Array.of(-1e4) };
    expect(surprises(line, far)[0] / 1e8).toBeCloseTo(0.5 / 9, 4);
    expect(meanResponsibilities(line, far)![2]).toBe(1);
  });

  it('do not exist beside a point mass', () => {
    const broken = { ...line, covariances: Float64Array.of(1, 0, 9) };
    expect(logLikelihood(broken, data)).toBeUndefined();
    expect(meanResponsibilities(broken, data)).toBeUndefined();
    expect(surprises(broken, data).every((s) => s === Number.POSITIVE_INFINITY)).toBe(true);
  });
});
