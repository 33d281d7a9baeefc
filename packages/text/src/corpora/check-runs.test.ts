import { expect, test } from 'vitest';
import { checkRuns } from './check-runs.js';

const check = (bytes: readonly number[], width: number, most: number) =>
  checkRuns(new DataView(Uint8Array.from(bytes).buffer), 0, width, most);
/** A number as in the headers of runs. */
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]);
const equal = (count: number, ...value: number[]) => [...varint(2 * count), ...value];
const packed = (groups: number, ...bytes: number[]) => [...varint(2 * groups + 1), ...bytes];

test.each<[string, readonly number[], number, number]>([
  ['a run of all values', equal(1000, 1), 1, 1000],
  ['runs of both kinds', [...equal(5, 1), ...packed(2, 255, 1), ...equal(3, 0)], 1, 24],
  ['a packed run that is filled up', packed(1, 1, 2, 3), 3, 5],
  ['values of two bytes', equal(9, 1, 2), 9, 9],
  ['what follows the last value', [...equal(4, 1), 0, 0, 255, 255], 1, 4],
  // The library says so where it misses them.
  ['fewer values than there should be', equal(4, 1), 1, 5],
])('%s pass', (_, bytes, width, most) => {
  check(bytes, width, most);
});

test.each<[string, readonly number[], number, number]>([
  ['a run of 2^30', equal(2 ** 30, 1), 1, 74],
  ['a run of one too many', equal(75, 1), 1, 74],
  ['a second run of too many', [...equal(70, 1), ...equal(5, 0)], 1, 74],
  ['a run of none', equal(0, 1), 1, 74],
  ['packed runs of none', [...packed(0), ...packed(0)], 1, 74],
  ['packed values that are not there', packed(9, 1, 2, 3), 1, 74],
  ['2^33 packed values', packed(2 ** 30, 1, 2, 3), 1, 74],
  ['a value cut off', equal(74, 1), 9, 74],
  ['a header of 2^32', [...varint(2 ** 32), 1], 1, 74],
  ['a header without an end', [255, 255, 255, 255, 255, 255], 1, 74],
])('%s are refused', (_, bytes, width, most) => {
  expect(() => check(bytes, width, most)).toThrow(/^a page .*with a run of/);
});
