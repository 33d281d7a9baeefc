import { describe, expect, it } from 'vitest';
import { fillNormal } from '../random/normal.js';
import { streamAt, streamKey } from '../random/streams.js';
import { nextUint32 } from '../random/xoshiro128.js';
import { ascending } from './ascending.js';

const rng = (index: number) => streamAt(streamKey(1, 'ascending.test'), index);

/** Equal bit for bit, so that the zeros' signs count. */
function expectSorted(values: Float64Array) {
  const before = values.slice();
  const found = ascending(values);
  expect(new BigUint64Array(found.buffer, 0, found.length)).toEqual(new BigUint64Array(values.slice().sort().buffer));
  expect(values).toEqual(before);
}

describe('values in ascending order', () => {
  it.each([0, 1, 2, 999, 1000, 1001, 20_000])('%i normal deviates as the language sorts them', (count) => {
    const values = new Float64Array(count);
    fillNormal(rng(count), values);
    expectSorted(values);
  });

  it('doubles of all magnitudes, infinities, denormals and both zeros', () => {
    const generator = rng(3);
    const words = Uint32Array.from({ length: 10_000 }, () => nextUint32(generator));
    const values = new Float64Array(words.buffer).map((x) => (Number.isNaN(x) ? 0 : x));
    values.set([0, -0, Infinity, -Infinity, 5e-324, -5e-324, 0, -0, Number.MAX_VALUE, -Number.MAX_VALUE], 1000);
    expectSorted(values);
  });

  it('ties, constants and values already sorted either way', () => {
    expectSorted(Float64Array.from({ length: 2500 }, (_, i) => i % 7));
    expectSorted(new Float64Array(2500).fill(-2.5));
    expectSorted(Float64Array.from({ length: 2500 }, (_, i) => i));
    expectSorted(Float64Array.from({ length: 2500 }, (_, i) => -i));
  });

  it('values that differ in their lower halves only', () => {
    for (const sign of [1, -1]) {
      for (const count of [1600, 20_000]) {
        const generator = rng(4);
        const step = 2 ** -52;
        expectSorted(Float64Array.from({ length: count }, () => sign * (1 + step * nextUint32(generator))));
        expectSorted(Float64Array.from({ length: count }, (_, i) => sign * (1 + step * (i ^ 1))));
      }
    }
  });

  it('a part of a larger buffer without touching the rest', () => {
    const all = Float64Array.from({ length: 6000 }, (_, i) => 6000 - i);
    const part = all.subarray(1000, 4000);
    expect(ascending(part)).toEqual(part.slice().sort());
    expect(all[0]).toBe(6000);
    expect(all[1000]).toBe(5000);
  });
});
