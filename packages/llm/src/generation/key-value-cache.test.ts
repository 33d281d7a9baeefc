import { streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { expect, test } from 'vitest';
import { append, cacheOf, type KeyValueCache } from './key-value-cache.js';

const PROMPTS = 3;
const BEAMS = 4;
const HEADS = 2;
const PART = 3;
const LENGTH = 5;
const shape = { prompts: PROMPTS, beams: BEAMS, heads: HEADS, part: PART, length: LENGTH };

/** Numbers by which a token, a head and a layer are known again. */
const numberOf = (token: number, head: number, layer: number, i: number) => token * 100 + layer * 20 + head * 5 + i;

function numbersOf(tokens: readonly (readonly number[])[], layer: number): Float32Array {
  return Float32Array.from(
    tokens.flatMap((ofPrompt) =>
      Array.from({ length: HEADS }, (_, head) =>
        ofPrompt.flatMap((token) => Array.from({ length: PART }, (_, i) => numberOf(token, head, layer, i))),
      ).flat(),
    ),
  );
}

/** Tokens that a row sees in a head of a layer, sorted. */
function seenTokens({ capacity, mask, keys, values }: KeyValueCache, row: number, head: number, layer: number): number[] {
  const prompt = Math.floor(row / BEAMS);
  const tokens: number[] = [];
  for (let slot = 0; slot < capacity; slot++) {
    if (mask[row * capacity + slot] !== 0) continue;
    const at = ((prompt * HEADS + head) * capacity + slot) * PART;
    const token = Math.round((keys[layer][at] - numberOf(0, head, layer, 0)) / 100);
    const expected = Array.from({ length: PART }, (_, i) => numberOf(token, head, layer, i));
    expect(Array.from(keys[layer].subarray(at, at + PART))).toEqual(expected);
    expect(Array.from(values[layer].subarray(at, at + PART))).toEqual(expected.map((x) => -x));
    tokens.push(token);
  }
  return tokens.sort((a, b) => a - b);
}

test('every row sees its prompt and its own ancestors, whichever beams go on, and slots are used again', () => {
  const rng = streamAt(streamKey(7, 'cache'), 0);
  let next = 1;
  const fresh = () => next++;
  const minus = (numbers: Float32Array) => numbers.map((x) => -x);
  const both = (tokens: number[][]) => [0, 1].map((layer) => numbersOf(tokens, layer));

  const prompts = Array.from({ length: PROMPTS }, () => Array.from({ length: LENGTH }, fresh));
  const cache = cacheOf(shape, both(prompts), both(prompts).map(minus), (slots) => Math.ceil(slots / 8) * 8);
  // The twin: every row's tokens as a list of its own.
  let lists = Array.from({ length: PROMPTS * BEAMS }, (_, row) => [...prompts[Math.floor(row / BEAMS)]]);
  const ended = new Set<number>();
  for (let step = 0; step < 40; step++) {
    const latest = prompts.map(() => Array.from({ length: BEAMS }, fresh));
    const parents = Int32Array.from({ length: PROMPTS * BEAMS }, () => uniformInteger(rng, BEAMS));
    if (step === 20) ended.add(1);
    for (const prompt of ended) parents.fill(-1, prompt * BEAMS, (prompt + 1) * BEAMS);
    append(cache, both(latest), both(latest).map(minus), parents);
    lists = lists.map((list, row) => {
      const first = Math.floor(row / BEAMS) * BEAMS;
      return parents[row] < 0 ? list : [...lists[first + parents[row]], latest[first / BEAMS][parents[row]]];
    });
    for (let row = 0; row < lists.length; row++) {
      for (const head of [0, 1]) for (const layer of [0, 1]) expect(seenTokens(cache, row, head, layer)).toEqual(lists[row]);
    }
  }
  // 40 tokens of 4 beams each would be 165 slots.
  expect(cache.capacity).toBeLessThan(LENGTH + 40 + 24);
});
