import { joinDocuments } from '@collapse-bench/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countNgrams, type NgramCounts } from './count-ngrams.js';

const OUTCOMES = 4;
const documents = fc.array(fc.array(fc.nat(OUTCOMES - 1), { maxLength: 12 }), { minLength: 1, maxLength: 5 });
const joined = (list: readonly (readonly number[])[]) => joinDocuments(list.map((each) => Uint32Array.from(each)));

/** Every n-gram of the trie, spelled out: [count, opening, suffix]. */
function spelled({ levels }: NgramCounts) {
  const found = new Map<string, [number, number, string]>();
  let above: string[] = [''];
  levels.forEach((level, i) => {
    const own: string[] = [];
    for (let c = 0; c + 1 < level.starts.length; c++) {
      for (let e = level.starts[c]; e < level.starts[c + 1]; e++) {
        own.push(`${above[c]}${level.words[e]} `);
        if (e > level.starts[c]) expect(level.words[e]).toBeGreaterThan(level.words[e - 1]);
      }
    }
    own.forEach((gram, e) => {
      found.set(gram, [level.counts[e], level.opening[e], i === 0 ? '' : above[level.suffixes[e]]]);
    });
    above = own;
  });
  return found;
}

test('against a map of strings: counts, suffixes and marks of beginnings', () => {
  fc.assert(
    fc.property(documents, fc.integer({ min: 1, max: 5 }), (list, order) => {
      fc.pre(list.some((each) => each.length > 0));
      const expected = new Map<string, [number, number, string]>();
      for (const document of list) {
        const padded = order > 1 ? [OUTCOMES, ...document] : document;
        padded.forEach((_, end) => {
          for (let n = 1; n <= Math.min(order, end + 1); n++) {
            const gram = padded.slice(end - n + 1, end + 1);
            const spell = (words: readonly number[]) => words.map((word) => `${word} `).join('');
            const opening = gram[0] === OUTCOMES ? 1 : 0;
            const count = (expected.get(spell(gram))?.[0] ?? 0) + (gram.at(-1) === OUTCOMES ? 0 : 1);
            expected.set(spell(gram), [count, opening, spell(gram.slice(1))]);
          }
        });
      }
      expect(spelled(countNgrams(joined(list), order, OUTCOMES))).toEqual(expected);
    }),
  );
});

test('weights multiply counts, and a document of weight 0 is as good as none', () => {
  const blocks = { ...joined([[0, 1], [0, 1, 2], [3]]), weights: Float64Array.of(2, 0.5, 0) };
  expect(spelled(countNgrams(blocks, 2, OUTCOMES))).toEqual(
    new Map([
      ['0 ', [2.5, 0, '']],
      ['1 ', [2.5, 0, '']],
      ['2 ', [0.5, 0, '']],
      ['4 ', [0, 1, '']],
      ['0 1 ', [2.5, 0, '1 ']],
      ['1 2 ', [0.5, 0, '2 ']],
      ['4 0 ', [2.5, 1, '0 ']],
    ]),
  );
});

describe('texts that cannot be counted are refused', () => {
  test.each([
    ['nothing', joined([]), /at least one token/],
    ['empty documents', joined([[], []]), /at least one token/],
    ['no weight', { ...joined([[1]]), weights: Float64Array.of(0) }, /at least one token/],
    ['a negative weight', { ...joined([[1]]), weights: Float64Array.of(-1) }, /weights >= 0, found -1/],
    ['a word out of range', joined([[0, 4]]), /below 4, found 4 at token 1/],
  ])('%s', (_name, blocks, message) => {
    expect(() => countNgrams(blocks, 2, OUTCOMES)).toThrow(message);
  });
});
