import { expect, test } from 'vitest';
import { summaryOf } from './summary.js';

test('mean, median and quantiles over the replicates that have a number', () => {
  const values = [...Array.from({ length: 101 }, (_, i) => 100 - i), { status: 'diverged' as const, reason: 'r' }];
  expect(summaryOf('m', 7, values)).toEqual({ metric: 'm', generation: 7, count: 101, mean: 50, median: 50, low: 5, high: 95 });
  expect(summaryOf('m', 7, [1, 1, 10])).toMatchObject({ mean: 4, median: 1 });
});

test('nothing where no replicate has one', () => {
  expect(summaryOf('m', 1, [{ status: 'undefined', reason: 'r' }])).toBeUndefined();
});
