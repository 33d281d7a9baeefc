import { describe, expect, it } from 'vitest';
import { testRng } from '../../core/src/testing/seed-offset.js';
import { countsModel, countsSpace, type DiscreteCounts } from './counts.js';
import { type DiscreteParams, isPointMass } from './exact-fit.js';
import { type DiscretePoints, pointsModel, pointsSpace, tally, type WeightedPoints } from './points.js';

const rng = () => testRng(9, 8, 7, 6);
/** Unweighted data, as these tests make them. */
const states = (data: DiscretePoints) => data as Uint32Array;
const whole = (data: unknown) => data as Float64Array;

const points = Uint32Array.of(0, 2, 2, 1, 2, 0);
const counts = Float64Array.of(2, 1, 3);

describe('data as points and as counts', () => {
  it('have a size and concatenate', () => {
    expect(pointsSpace.size(points)).toBe(6);
    expect(countsSpace.size(counts)).toBe(6);
    expect([...states(pointsSpace.concat([points, points]))]).toEqual([...points, ...points]);
    expect([...whole(countsSpace.concat([counts, counts, counts]))]).toEqual([6, 3, 9]);
  });

  it('give subsets of the right size that hold nothing else, and the whole set without replacement', () => {
    expect([...tally(pointsSpace.subset!([points], 6, false, rng()), 3)]).toEqual([...counts]);
    expect([...whole(countsSpace.subset!([counts], 6, false, rng()))]).toEqual([...counts]);
    for (const replacement of [true, false]) {
      const few = whole(countsSpace.subset!([Float64Array.of(2, 0, 3)], 4, replacement, rng()));
      expect(countsSpace.size(few)).toBe(4);
      expect(few[1]).toBe(0);
      if (!replacement) expect(few[0] <= 2 && few[2] <= 3).toBe(true);
      const chosen = states(pointsSpace.subset!([Uint32Array.of(0, 2, 2)], 3, replacement, rng()));
      expect(chosen).toHaveLength(3);
      expect(chosen.includes(1)).toBe(false);
    }
  });

  it('do not change their inputs', () => {
    const [p, c] = [points.slice(), counts.slice()];
    pointsSpace.subset!([p], 3, true, rng());
    pointsSpace.subset!([p], 3, false, rng());
    countsSpace.subset!([c], 3, true, rng());
    countsSpace.subset!([c], 3, false, rng());
    pointsSpace.concat([p, p]);
    countsSpace.concat([c, c]);
    expect([p, c]).toEqual([points, counts]);
  });
});

describe('weighted data', () => {
  /** The same samples as points and as counts, a third part at weight 1. */
  const heavy = pointsSpace.concat([pointsSpace.weighted!(points, 2.5), pointsSpace.weighted!(Uint32Array.of(0), 0.5), points]);
  const heavyCounts = countsSpace.concat([
    countsSpace.weighted!(counts, 2.5),
    countsSpace.weighted!(Float64Array.of(1, 0, 0), 0.5),
    counts,
  ]);

  it('keep their size and count by weight in a fit, in both representations', () => {
    expect(pointsSpace.size(heavy)).toBe(13);
    expect(countsSpace.size(heavyCounts)).toBe(13);
    const total = 2.5 * 6 + 0.5 + 6;
    const expected = [2.5 * 2 + 0.5 + 2, 3.5, 3.5 * 3].map((weight) => weight / total);
    for (const { params } of [
      pointsModel(3).fit({ data: heavy }, rng(), undefined) as { params: DiscreteParams },
      countsModel.fit({ data: heavyCounts }, rng(), undefined) as { params: DiscreteParams },
    ]) {
      expected.forEach((p, state) => {
        expect(params.probabilities[state]).toBeCloseTo(p, 15);
      });
    }
  });

  it('multiply their weights, and a weight of 1 changes no fit', () => {
    const twice = countsSpace.weighted!(countsSpace.weighted!(counts, 2), 3);
    expect(twice).toEqual({ size: 6, counts: Float64Array.of(12, 6, 18) });
    const both = pointsSpace.weighted!(pointsSpace.weighted!(points, 2), 3) as WeightedPoints;
    expect([...both.weights]).toEqual([6, 6, 6, 6, 6, 6]);
    expect(pointsModel(3).fit({ data: pointsSpace.weighted!(points, 1) }, rng(), undefined)).toEqual(
      pointsModel(3).fit({ data: points }, rng(), undefined),
    );
  });

  it('take their weights along when they are picked or drawn from', () => {
    const { points: picked, weights } = pointsSpace.pick!(heavy, Uint32Array.of(6, 0, 12, 0)) as WeightedPoints;
    expect([...picked]).toEqual([0, points[0], points[5], points[0]]);
    expect([...weights]).toEqual([0.5, 2.5, 1, 2.5]);
    expect([...states(pointsSpace.pick!(points, Uint32Array.of(5, 3, 3)))]).toEqual([0, 1, 1]);
    for (const replacement of [true, false]) {
      const drawn = pointsSpace.subset!([heavy, points], 19, replacement, rng()) as WeightedPoints;
      expect(pointsSpace.size(drawn)).toBe(19);
      const sum = drawn.weights.reduce((a, b) => a + b, 0);
      if (!replacement) expect(sum).toBeCloseTo(2.5 * 6 + 0.5 + 12, 12);
      expect(drawn.weights.every((weight) => [0.5, 1, 2.5].includes(weight))).toBe(true);
    }
    expect(() => countsSpace.subset!([heavyCounts as DiscreteCounts], 3, true, rng())).toThrow(RangeError);
  });
});

describe('the exact-fit model', () => {
  it('fits counts / M in both representations', () => {
    const expected = { params: { probabilities: Float64Array.of(2 / 6, 1 / 6, 3 / 6) } };
    expect(pointsModel(3).fit({ data: points }, rng(), undefined)).toEqual(expected);
    expect(countsModel.fit({ data: counts }, rng(), undefined)).toEqual(expected);
  });

  it('samples exactly what is asked, and never a dead state, first or last', () => {
    const probabilities = Float64Array.of(0, 0.3, 0.2, 0.5, 0);
    const drawn = pointsModel(5).sample({ probabilities }, { count: 5000 }, rng()) as Uint32Array;
    const counted = countsModel.sample({ probabilities }, { count: 5000 }, rng()) as Float64Array;
    expect(drawn).toHaveLength(5000);
    expect(countsSpace.size(counted)).toBe(5000);
    for (const found of [tally(drawn, 5), counted]) {
      expect(found[0] + found[4]).toBe(0);
      // 4 standard deviations.
      expect(Math.abs(found[3] - 2500)).toBeLessThan(4 * Math.sqrt(1250));
    }
  });

  it('is absorbed only when one state has everything, to the last of 2^53 - 1 samples', () => {
    expect(isPointMass({ probabilities: Float64Array.of(0, 1, 0) })).toBe(true);
    const nearly = countsModel.fit({ data: Float64Array.of(1, 2 ** 53 - 2) }, rng(), undefined);
    expect(countsModel.absorbed!((nearly as { params: { probabilities: Float64Array } }).params)).toBe(false);
  });

  it('refuses an empty data set', () => {
    expect(() => countsModel.fit({ data: new Float64Array(3) }, rng(), undefined)).toThrow(RangeError);
  });
});
