import { fillNormal, type PointSet, streamAt, streamKey, w2SquaredOfSamples } from '@collapse-bench/core';
import { type KdeParams, kde, logDensity } from '@collapse-bench/kde';
import type { Comparison } from '../comparison.js';

const MILLION = 1_000_000;
const POINTS = 10_000;
const TARGETS = 1000;

const { model } = kde.create({
  dimension: 1,
  bandwidth: { kind: 'silverman' },
  real: { kind: 'normal', mean: [0], covariance: [[1]] },
});

function normals(index: number, count: number): Float64Array {
  const out = new Float64Array(count);
  fillNormal(streamAt(streamKey(1, 'peers/kde'), index), out);
  return out;
}

function fitted(points: Float64Array): KdeParams {
  const data = { count: points.length, points };
  return (model.fit({ data }, streamAt(streamKey(1, 'peers/kde'), 9), undefined) as { params: KdeParams }).params;
}

/** The same on both sides: spread evenly over [-2, 2), in no order. */
function evenPoints(): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => 4 * ((i * 0.6180339887498949) % 1) - 2);
}

/** Kernel density estimates, and the distance that their metric needs. */
export const kdeComparison: Comparison = {
  name: 'kde',
  title: 'kernel density estimates (scipy.stats.gaussian_kde) and W2 on the line',
  rows: [
    {
      name: 'a million draws from an estimate of a million points',
      unit: 'samples',
      work: MILLION,
      ours: () => {
        const params = fitted(normals(0, MILLION));
        const rng = streamAt(streamKey(1, 'peers/kde'), 1);
        let drawn: PointSet = { count: 0, points: new Float64Array(0) };
        return {
          run: () => {
            drawn = model.sample(params, { count: MILLION }, rng) as PointSet;
          },
          agree: () => drawn.points.reduce((sum, x) => sum + x * x, 0) / MILLION,
        };
      },
      peer: 'kde-sample',
      tolerance: 0.02,
    },
    {
      name: 'ln density of 10,000 points at 1000 places',
      unit: 'densities',
      work: TARGETS,
      ours: () => {
        const params = fitted(evenPoints());
        const values = new Float64Array(TARGETS);
        const place = new Float64Array(1);
        return {
          run: () => {
            const density = logDensity(params)!;
            for (let i = 0; i < TARGETS; i++) {
              place[0] = -3 + (6 * i) / (TARGETS - 1);
              values[i] = density(place);
            }
          },
          agree: () => values.reduce((sum, value) => sum + value, 0) / TARGETS,
        };
      },
      peer: 'kde-log-density',
      tolerance: 1e-9,
      note: 'both exact to 1e-12: ours by Hermite series of cells, theirs a sum over all points',
    },
    {
      name: 'W2 between two samples of a million',
      unit: 'samples',
      work: 2 * MILLION,
      ours: () => {
        const [a, b] = [normals(2, MILLION), normals(3, MILLION)];
        for (let i = 0; i < MILLION; i++) b[i] = 1 + 2 * b[i];
        let value = 0;
        return {
          run: () => {
            value = w2SquaredOfSamples(a, b);
          },
          agree: () => value,
        };
      },
      peer: 'w2-on-the-line',
      tolerance: 0.05,
      note: 'theirs: two sorts and a mean of squares in NumPy',
    },
  ],
};
