import { describe, expect, test } from 'vitest';
import { smallOpt } from '../testing/small-configs.js';
import { scoredRows, trainedRows } from './rows-at-once.js';

const small = smallOpt({ vocabulary: 2048, positions: 64, width: 128, layers: 4, heads: 4, feedForward: 512, dropout: 0.1 });
const opt125m = { ...small, vocabulary: 50_272, positions: 2048, width: 768, layers: 12, heads: 12, feedForward: 3072 };

describe('rows that are trained on together', () => {
  test('are the whole batch of a small model', () => {
    expect(trainedRows(small, 63, 1)).toBe(1);
    expect(trainedRows(small, 63, 128)).toBe(128);
  });

  test("are equal parts of the paper's batch at the paper's size", () => {
    const rows = trainedRows(opt125m, 63, 128);
    expect(rows).toBeGreaterThanOrEqual(8);
    expect(rows).toBeLessThanOrEqual(32);
    expect(rows * Math.ceil(128 / rows) - 128).toBeLessThan(rows);
  });

  test('are at least one, however long', () => {
    expect(trainedRows(opt125m, 2047, 4)).toBe(1);
  });
});

test('rows that are scored together are as many as there are, up to some thousand tokens', () => {
  expect(scoredRows(small, 63, 5)).toBe(5);
  expect(scoredRows(small, 63, 5000) * 63).toBeGreaterThan(1000);
  expect(scoredRows(small, 63, 5000) * 63).toBeLessThan(5000);
  expect(scoredRows(opt125m, 2047, 5000)).toBe(1);
});
