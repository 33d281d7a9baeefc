import { describe, expect, it } from 'vitest';
import { countsModel, countsSpace } from './counts.js';
import { isPointMass } from './exact-fit.js';
import { pointsModel, pointsSpace } from './points.js';

const rng = () => ({ state: Uint32Array.of(9, 8, 7, 6) });
const tally = (points: Uint32Array, states: number) => {
  const counts = new Float64Array(states);
  for (const state of points) counts[state]++;
  return counts;
};

const points = Uint32Array.of(0, 2, 2, 1, 2, 0);
const counts = Float64Array.of(2, 1, 3);

describe('data as points and as counts', () => {
  it('have a size and concatenate', () => {
    expect(pointsSpace.size(points)).toBe(6);
    expect(countsSpace.size(counts)).toBe(6);
    expect([...pointsSpace.concat([points, points])]).toEqual([...points, ...points]);
    expect([...countsSpace.concat([counts, counts, counts])]).toEqual([6, 3, 9]);
  });

  it('give subsets of the right size that hold nothing else, and the whole set without replacement', () => {
    expect([...tally(pointsSpace.subset!([points], 6, false, rng()), 3)]).toEqual([...counts]);
    expect([...countsSpace.subset!([counts], 6, false, rng())]).toEqual([...counts]);
    for (const replacement of [true, false]) {
      const few = countsSpace.subset!([Float64Array.of(2, 0, 3)], 4, replacement, rng());
      expect(countsSpace.size(few)).toBe(4);
      expect(few[1]).toBe(0);
      if (!replacement) expect(few[0] <= 2 && few[2] <= 3).toBe(true);
      const chosen = pointsSpace.subset!([Uint32Array.of(0, 2, 2)], 3, replacement, rng());
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
