import { meanAndScatter, type PointSet, pointSpace, streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../../core/src/testing/seed-offset.js';
import type { SufficientStatistics } from '../data.js';
import type { GaussianOptions } from '../options.js';
import type { GaussianParams } from '../params.js';
import { createGaussian } from './create.js';
import { drawPoints } from './points.js';
import { statisticsSpace } from './statistics.js';

const rng = (index: number) => streamAt(streamKey(testSeed(20), 'weighted.test'), index);
const MEAN = Float64Array.of(1, -2);
const COVARIANCE = Float64Array.of(2, 0.6, 0.6, 1);
const space = pointSpace(2);

const options = (representation: GaussianOptions['representation'], ddof: 0 | 1): GaussianOptions => ({
  dimension: 2,
  ddof,
  representation,
  real: {
    kind: 'normal',
    mean: [0, 0],
    covariance: [
      [1, 0],
      [0, 1],
    ],
  },
  approximation: { kind: 'exact' },
});

function fit(representation: GaussianOptions['representation'], ddof: 0 | 1, data: PointSet | SufficientStatistics) {
  const fitted = createGaussian(options(representation, ddof)).model.fit({ data }, rng(99), undefined);
  return (fitted as { params: GaussianParams }).params;
}

const statisticsOf = ({ count, points }: PointSet): SufficientStatistics => ({ count, ...meanAndScatter(points, 2) });
const parts = [5, 1, 12].map((count, i) => drawPoints(count, MEAN, COVARIANCE, i + 1, rng(i)));
const factors = [2.5, 0.25, 1];
const heavy = space.concat(parts.map((part, i) => (factors[i] === 1 ? part : space.weighted!(part, factors[i]))));
const heavyStatistics = statisticsSpace.concat(
  parts.map((part, i) => (factors[i] === 1 ? statisticsOf(part) : statisticsSpace.weighted!(statisticsOf(part), factors[i]))),
);

describe('weighted normal data', () => {
  it('fit the weighted moments, divided by V1 or V1 - V2/V1, in both representations', () => {
    const weights = parts.flatMap(({ count }, i) => new Array<number>(count).fill(factors[i]));
    const points = parts.flatMap((part) => [...part.points]);
    const sum = weights.reduce((a, b) => a + b, 0);
    const squares = weights.reduce((a, b) => a + b * b, 0);
    const mean = [0, 1].map((c) => weights.reduce((total, w, p) => total + w * points[2 * p + c], 0) / sum);
    for (const ddof of [0, 1] as const) {
      const divisor = ddof === 0 ? sum : sum - squares / sum;
      for (const params of [fit('points', ddof, heavy), fit('sufficient-statistics', ddof, heavyStatistics)]) {
        for (const i of [0, 1]) {
          expect(params.mean[i]).toBeCloseTo(mean[i], 13);
          for (const j of [0, 1]) {
            const scatter = weights.reduce(
              (total, w, p) => total + w * (points[2 * p + i] - mean[i]) * (points[2 * p + j] - mean[j]),
              0,
            );
            expect(params.covariance[2 * i + j]).toBeCloseTo(scatter / divisor, 12);
          }
        }
      }
    }
  });

  it('keep their size, and equal weights change no fit', () => {
    expect(space.size(heavy)).toBe(18);
    expect(statisticsSpace.size(heavyStatistics)).toBe(18);
    const plain = space.concat(parts);
    for (const ddof of [0, 1] as const) {
      const expected = fit('points', ddof, plain);
      const scaled = [
        fit('points', ddof, space.weighted!(plain, 7)),
        fit('sufficient-statistics', ddof, statisticsSpace.weighted!(statisticsOf(plain), 0.3)),
      ];
      for (const params of scaled) {
        params.mean.forEach((value, i) => {
          expect(value).toBeCloseTo(expected.mean[i], 13);
        });
        params.covariance.forEach((value, i) => {
          expect(value).toBeCloseTo(expected.covariance[i], 12);
        });
      }
    }
  });

  it('take their weights along when they are picked, drawn or weighted once more, and stay as they were', () => {
    const before = structuredClone(heavy);
    const picked = space.pick!(heavy, Uint32Array.of(5, 0, 17, 0));
    expect([...picked.weights!]).toEqual([0.25, 2.5, 1, 2.5]);
    expect([...picked.points.slice(0, 4)]).toEqual([...parts[1].points, ...parts[0].points.slice(0, 2)]);
    expect(space.pick!(parts[0], Uint32Array.of(4, 4))).toEqual({
      count: 2,
      points: Float64Array.of(...parts[0].points.slice(8), ...parts[0].points.slice(8)),
    });
    const drawn = space.subset!([heavy, parts[0]], 23, false, rng(5));
    expect(drawn.weights!.reduce((a, b) => a + b, 0)).toBeCloseTo(2.5 * 5 + 0.25 + 12 + 5, 12);
    expect([...space.weighted!(heavy, 2).weights!.slice(4, 7)]).toEqual([5, 0.5, 2]);
    expect(statisticsSpace.weighted!(heavyStatistics, 2).weights).toEqual({
      sum: 2 * (2.5 * 5 + 0.25 + 12),
      squares: 4 * (6.25 * 5 + 0.0625 + 12),
    });
    expect(heavy).toEqual(before);
  });

  it('are unbiased under ddof = 1', () => {
    let trace = 0;
    const runs = 4000;
    for (let run = 0; run < runs; run++) {
      const [a, b] = [3, 4].map((count, i) => drawPoints(count, MEAN, COVARIANCE, 1, rng(1000 + 2 * run + i)));
      const { covariance } = fit('points', 1, space.concat([space.weighted!(a, 3), b]));
      trace += covariance[0] + covariance[3];
    }
    // Var Tr S <= 2 Tr Sigma^2/(n_eff - 1), n_eff = 13^2/31.
    const deviation = Math.sqrt((2 * (4 + 1 + 2 * 0.36)) / (169 / 31 - 1));
    expect(Math.abs(trace / runs - 3)).toBeLessThan((4 * deviation) / Math.sqrt(runs));
  });
});
