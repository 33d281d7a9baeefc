import { streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { RESAMPLES } from '../profile/resamples.js';
import { gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { estimateOf, estimateOfMeans, numbersAt, oursOf, ratioOf, seriesOf, spread, theorySeries } from './estimate.js';
import type { Source } from './source.js';

const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4];
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
const middle = (numbers: readonly number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** Replicates drawn one by one, and the 2.5% and 97.5% points of what they give. */
function naiveInterval(statistic: (places: readonly number[]) => number): [number, number] {
  const rng = streamAt(streamKey(1, 'paper report'), 0);
  const all = Array.from({ length: RESAMPLES }, () =>
    statistic(Array.from({ length: values.length }, () => uniformInteger(rng, values.length))),
  ).sort((a, b) => a - b);
  const at = (probability: number) => {
    const position = probability * (RESAMPLES - 1);
    const low = Math.floor(position);
    return all[low] + (position - low) * ((all[low + 1] ?? all[low]) - all[low]);
  };
  return [at(0.025), at(0.975)];
}

describe('an estimate', () => {
  const cases = {
    mean: (found: readonly number[]) => mean(found),
    median: middle,
    sd: (found: readonly number[]) => Math.sqrt(mean(found.map((each) => (each - mean(found)) ** 2))),
  };
  test.each(Object.entries(cases))('%s and its interval are those of a naive bootstrap', (summary, statistic) => {
    const { estimate, low, high } = estimateOf(values, summary as 'mean');
    const [from, to] = naiveInterval((places) => statistic(places.map((place) => values[place])));
    expect([estimate, low, high].map((each) => each.toFixed(9))).toEqual(
      [statistic(values), from, to].map((each) => each.toFixed(9)),
    );
  });

  test('of means in combination resamples them together', () => {
    const squares = values.map((each) => each * each);
    const { low, high } = estimateOfMeans([values, squares], ([first, second]) => second / first);
    const [from, to] = naiveInterval(
      (places) => mean(places.map((place) => squares[place])) / mean(places.map((place) => values[place])),
    );
    expect([low, high].map((each) => each.toFixed(9))).toEqual([from, to].map((each) => each.toFixed(9)));
  });

  test('of runs is their median between the outer runs, of a single run that run', () => {
    expect(estimateOf([5, 1, 3], 'runs')).toEqual({ estimate: 3, low: 1, high: 5 });
    const hundred = Array.from({ length: 201 }, (_, i) => i);
    expect(estimateOf(hundred, 'runs')).toEqual({ estimate: 100, low: 5, high: 195 });
    for (const summary of ['mean', 'median', 'runs'] as const)
      expect(estimateOf([7], summary)).toEqual({ estimate: 7, low: 7, high: 7 });
  });
});

describe('what a record says', () => {
  let source: Source;
  beforeAll(async () => {
    const loaded = loadedFrom(gaussianScenario({ replicates: 30 }));
    source = {
      loaded,
      setting: { ...loaded.scenario, samples: 20 },
      result: await resultFrom(loaded),
      without: null,
      theory: [],
    };
  });

  test('is told of generations that it has, with all numbers there', () => {
    const found = oursOf(source, 'variance-ratio', 5, 'mean')!;
    expect(found).toMatchObject({ replicates: 30, scenario: source.loaded.id, generation: 5 });
    expect(found.estimate).toBeCloseTo(mean(source.result!.values['variance-ratio'][2] as number[]), 12);
    expect(oursOf(source, 'variance-ratio', 3, 'mean')).toBeUndefined();
    expect(oursOf(source, 'kl', 5, 'mean')).toBeUndefined();
    const result = structuredClone(source.result!);
    result.values['variance-ratio'][2][7] = { status: 'diverged', reason: 'it did' };
    expect(numbersAt({ ...source, result }, 'variance-ratio', 5)).toBeUndefined();
    expect(oursOf({ ...source, result: undefined }, 'variance-ratio', 5, 'mean')).toBeUndefined();
  });

  test('a ratio is of the later to the earlier generation', () => {
    const [first, , last] = source.result!.values['w2-squared'] as number[][];
    expect(ratioOf(source, 'w2-squared', 1, 5, 'mean')!.estimate).toBeCloseTo(mean(last) / mean(first), 12);
    expect(ratioOf(source, 'w2-squared', 1, 5, 'median')!.estimate).toBeCloseTo(middle(last) / middle(first), 12);
    expect(ratioOf(source, 'w2-squared', 1, 3, 'mean')).toBeUndefined();
  });

  test('a series has a point and an interval for each generation, theory a point wherever an oracle speaks', () => {
    const series = seriesOf(source, 'variance-ratio', 'ours', 'mean')!;
    expect(series.x).toEqual([1, 2, 5]);
    series.y.forEach((y, i) => {
      expect(series.lower![i]).toBeLessThan(y);
      expect(series.upper![i]).toBeGreaterThan(y);
    });
    // G1: unbiased, so the expected variance stays.
    expect(theorySeries(source, 'G1-variance-ratio', 'exact')).toMatchObject({ x: [1, 2, 3, 5], y: [1, 1, 1, 1], lower: null });
    expect(() => theorySeries(source, 'G99', 'none')).toThrow(/"G99"/);
  });
});

test('spread generations end with the last and repeat none', () => {
  expect(spread(1)).toEqual([1]);
  expect(spread(100)).toEqual([1, 2, 3, 5, 7, 10, 20, 30, 50, 70, 100]);
  expect(spread(350).slice(-3)).toEqual([200, 300, 350]);
});
