import { bootstrapInterval, normal, quantile, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { drawResamples, resampledMeans, resampledMedians } from './resamples.js';

const stream = () => streamAt(streamKey(7, 'resamples'), 0);

describe.each([2, 3, 4, 5, 20, 61])('resamples of %i replicates', (replicates) => {
  const rng = streamAt(streamKey(3, `values/${replicates}`), 0);
  // Rounded, so that some are equal.
  const values = Array.from({ length: replicates }, () => 0.25 * Math.round(4 * normal(rng)) + 1);
  const drawn = drawResamples(replicates, stream(), 200);

  test('hold as many as there are', () => {
    for (let b = 0; b < 200; b++) {
      const counts = drawn.counts.subarray(b * replicates, (b + 1) * replicates);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(replicates);
    }
  });

  test('have the medians and means of the values drawn one by one', () => {
    const naive = stream();
    const medians = resampledMedians(values, drawn);
    const means = resampledMeans(values, drawn);
    for (let b = 0; b < 200; b++) {
      const taken = Float64Array.from(values, () => values[uniformInteger(naive, replicates)]);
      expect(medians[b]).toBe(quantile(taken, 0.5));
      expect(means[b]).toBeCloseTo(taken.reduce((sum, value) => sum + value, 0) / replicates, 12);
    }
  });

  test('give the interval of the bootstrap over clusters', () => {
    const medians = resampledMedians(values, drawn);
    const clusters = values.map((value) => Float64Array.of(value));
    const options = { kind: 'percentile', level: 0.95, resamples: 200 } as const;
    const { low, high } = bootstrapInterval(clusters, (x) => quantile(x, 0.5), options, stream());
    expect([quantile(medians, 0.025), quantile(medians, 0.975)]).toEqual([low, high]);
  });
});

test('one replicate has no resamples, and every replicate needs a value', () => {
  expect(() => drawResamples(1, stream())).toThrow('replicates: expected at least two, found 1');
  const drawn = drawResamples(3, stream(), 2);
  for (const over of [resampledMedians, resampledMeans]) expect(() => over([1, 2], drawn)).toThrow('expected 3');
});

test('infinite values keep their place', () => {
  const drawn = drawResamples(3, stream(), 50);
  const medians = resampledMedians([Number.POSITIVE_INFINITY, 1, 2], drawn);
  expect(medians.every((value) => !Number.isNaN(value))).toBe(true);
});
