import { describe, expect, test } from 'vitest';
import type { Result } from '../record/result.js';
import { summarise } from './summary.js';

function record(values: Result['values'], generations: number[], replicates: number): Result {
  return {
    formatVersion: 1,
    scenario: 's',
    scenarioHash: '0'.repeat(64),
    seed: 1,
    replicates: Array.from({ length: replicates }, (_, i) => i),
    generations,
    realSamplesUsed: [],
    absorbedAt: Array.from({ length: replicates }, () => null),
    values,
    theory: [],
  };
}

describe('the summary of a record', () => {
  test('mean, standard error and median over the replicates, by hand', () => {
    // Squares about the mean 4: 9 + 4 + 1 + 36 = 50; se = sqrt(50 / 3 / 4).
    const rows = summarise(record({ a: [[1, 2, 3, 10]] }, [7], 4));
    expect(rows).toEqual([{ metric: 'a', generation: 7, mean: 4, standardError: Math.sqrt(50 / 3 / 4), median: 2.5, note: '' }]);
  });

  test('one row a metric and generation, in the order of the record', () => {
    const rows = summarise(
      record(
        {
          b: [
            [1, 1],
            [2, 2],
          ],
          a: [
            [3, 3],
            [4, 4],
          ],
        },
        [1, 9],
        2,
      ),
    );
    expect(rows.map(({ metric, generation, mean }) => [metric, generation, mean])).toEqual([
      ['b', 1, 1],
      ['b', 9, 2],
      ['a', 1, 3],
      ['a', 9, 4],
    ]);
  });

  test('one replicate has no standard error', () => {
    expect(summarise(record({ a: [[5]] }, [1], 1))[0]).toMatchObject({ mean: 5, standardError: null, median: 5 });
  });

  test('a value that is not a number leaves no mean: one over the others would be biased', () => {
    const lost = { status: 'diverged' as const, reason: 'r' };
    const [row] = summarise(record({ a: [[1, lost, 3, { status: 'undefined', reason: 'r' }]] }, [1], 4));
    expect(row).toEqual({ metric: 'a', generation: 1, mean: null, standardError: null, median: null, note: '2 diverged' });
  });

  test('the record stays as it was', () => {
    const values = { a: [[3, 1, 2]] };
    summarise(record(values, [1], 3));
    expect(values).toEqual({ a: [[3, 1, 2]] });
  });
});
