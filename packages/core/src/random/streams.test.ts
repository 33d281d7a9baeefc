import { expect, test } from 'vitest';
import { testSeed } from '../testing/seed-offset.js';
import { streamAt, streamKey } from './streams.js';
import { chiSquareBound, pearson } from './testing/goodness-of-fit.js';
import { nextUint32, uniform } from './xoshiro128.js';

test('a key follows from seed and label, and each of them matters', () => {
  expect(streamKey(7, 'replicate=3/fit')).toEqual(streamKey(7, 'replicate=3/fit'));
  const keys = new Set<string>();
  for (let seed = 0; seed < 30; seed++) {
    for (let replicate = 0; replicate < 30; replicate++) {
      for (const purpose of ['fit', 'sample', 'real']) keys.add(streamKey(seed, `replicate=${replicate}/${purpose}`).join());
    }
  }
  expect(keys.size).toBe(30 * 30 * 3);
});

test('streams of one family are different, also beyond 2^32, and do not depend on each other', () => {
  const key = streamKey(1, 'family');
  const before = key.slice();
  const states = new Set<string>();
  for (let i = 0; i < 50_000; i++) states.add(streamAt(key, i).state.join());
  for (let i = 0; i < 1000; i++) states.add(streamAt(key, 2 ** 32 + i).state.join());
  states.add(streamAt(key, 2 ** 53 - 1).state.join());
  expect(states.size).toBe(51_001);
  expect(key).toEqual(before);
  const used = streamAt(key, 5);
  for (let i = 0; i < 100; i++) nextUint32(used);
  expect(streamAt(key, 5).state).not.toEqual(used.state);
  expect([...states][6]).toBe(streamAt(key, 6).state.join());
});

test('the halves of an index do not cancel: a low half chosen to undo the high half gives another stream', () => {
  const key = streamKey(1, 'halves');
  const scramble = (word: number) => {
    let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  };
  const unscramble = (word: number) => {
    let h = Math.imul(word ^ (word >>> 16), 0x7ed1b41d);
    h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
    return h ^ (h >>> 16);
  };
  expect(unscramble(scramble(123456789))).toBe(123456789);
  for (const high of [1, 77]) {
    const low = (unscramble(scramble(5 ^ key[0]) ^ high) ^ key[0]) >>> 0;
    expect(streamAt(key, high * 2 ** 32 + low).state).not.toEqual(streamAt(key, 5).state);
  }
});

test('every bit of the first word is fair over streams, and independent of the same bit of the next stream', () => {
  const key = streamKey(testSeed(2), 'bits');
  const streams = 40_000;
  const ones = new Float64Array(32);
  const changes = new Float64Array(32);
  let previous = nextUint32(streamAt(key, streams));
  for (let i = 0; i < streams; i++) {
    const word = nextUint32(streamAt(key, i));
    for (let bit = 0; bit < 32; bit++) {
      ones[bit] += (word >>> bit) & 1;
      changes[bit] += ((word ^ previous) >>> bit) & 1;
    }
    previous = word;
  }
  for (let bit = 0; bit < 32; bit++) {
    expect(Math.abs(ones[bit] - streams / 2)).toBeLessThan(4.5 * Math.sqrt(streams / 4));
    expect(Math.abs(changes[bit] - streams / 2)).toBeLessThan(4.5 * Math.sqrt(streams / 4));
  }
});

test.each([
  ['neighbouring generations', (i: number) => [streamAt(streamKey(3, 'a'), i), streamAt(streamKey(3, 'a'), i + 1)]],
  ['neighbouring seeds', (i: number) => [streamAt(streamKey(i, 'a'), 0), streamAt(streamKey(i + 1, 'a'), 0)]],
  ['labels one letter apart', (i: number) => [streamAt(streamKey(i, 'a'), 1), streamAt(streamKey(i, 'b'), 1)]],
])('%s: pairs of first uniforms fill the square evenly', (_, pair) => {
  const rounds = 4000;
  const cells = new Array<number>(64).fill(0);
  let correlation = 0;
  for (let i = 0; i < rounds; i++) {
    const [left, right] = pair(i);
    const u = uniform(left);
    const v = uniform(right);
    cells[8 * Math.floor(8 * u) + Math.floor(8 * v)]++;
    correlation += 12 * (u - 0.5) * (v - 0.5);
  }
  expect(Math.abs(correlation)).toBeLessThan(4.5 * Math.sqrt(rounds));
  expect(pearson(cells, new Array<number>(64).fill(1 / 64), rounds)).toBeLessThan(chiSquareBound(63, 4.5));
});

test('within two neighbouring streams the uniforms are uncorrelated at every small lag', () => {
  const key = streamKey(testSeed(4), 'lags');
  const n = 100_000;
  const draw = (index: number) => {
    const rng = streamAt(key, index);
    return Float64Array.from({ length: n }, () => uniform(rng) - 0.5);
  };
  const a = draw(10);
  const b = draw(11);
  for (let lag = 0; lag < 8; lag++) {
    let sum = 0;
    for (let i = 0; i + lag < n; i++) sum += 12 * a[i] * b[i + lag];
    expect(Math.abs(sum)).toBeLessThan(4.5 * Math.sqrt(n));
  }
});
