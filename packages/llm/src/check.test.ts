import { describe, expect, test } from 'vitest';
import { checkLlm, mostBlocks } from './check.js';
import type { BaseOptions, LlmOptions } from './options.js';
import { smallOptions } from './testing/small-options.js';

const { base, fineTuning } = smallOptions as { base: Extract<BaseOptions, { kind: 'pretrained' }> } & LlmOptions;
const pretraining = (change: object) => ({ base: { ...base, pretraining: { ...base.pretraining, ...change } } });
const tuned = (change: object) => ({ fineTuning: { ...fineTuning, ...change } });

const complaints = (system: Partial<LlmOptions>, samples = 100) =>
  checkLlm({ system: { ...smallOptions, ...system }, mitigation: { id: 'replace' }, samples, generations: 3 }).map(
    ({ pointer, expected, found }) => `${pointer}: ${expected}, ${found}`,
  );

test('all is well', () => {
  expect(complaints({})).toEqual([]);
  expect(complaints({ base: { kind: 'scratch', shape: base.shape }, prompt: { kind: 'beginning', tokens: 15 } })).toEqual([]);
  const hub = { kind: 'hub', repo: 'facebook/opt-125m', revision: 'refs/pr/35', tokenizer: 'vocab-and-merges' } as const;
  expect(complaints({ base: hub, corpus: { kind: 'wikitext-2' } })).toEqual([]);
  expect(complaints({ ...pretraining({ firstYear: 1989 }), corpus: { kind: 'wikitext-2' } })).toEqual([
    '/system/base/pretraining/lastYear: a year that is not before firstYear, 1989 to 1986',
  ]);
  expect(mostBlocks({ blockLength: 64 })).toBe(781_250);
});

describe('what is wrong is said where it stands', () => {
  const corpus = (firstYear: number, lastYear: number) => ({
    corpus: { kind: 'state-of-the-union', firstYear, lastYear } as const,
  });
  const cases: [Partial<LlmOptions>, number, RegExp][] = [
    [{}, Number.POSITIVE_INFINITY, /^\/samples: a whole number of blocks, at least 1, Infinity$/],
    [{}, 1e8, /^\/samples: at most 3125000 blocks of this length, 100000000$/],
    [{}, 7, /^\/system\/fineTuning\/batch: at most the samples, 7, 8$/],
    [{ evaluationBlocks: 1e7 }, 100, /^\/system\/evaluationBlocks: at most 3125000/],
    [tuned({ learningRate: 0, minimumLearningRate: 0 }), 100, /^\/system\/fineTuning\/learningRate: a number > 0, 0$/],
    [
      tuned({ minimumLearningRate: 0.1 }),
      100,
      /^\/system\/fineTuning\/minimumLearningRate: at most the learningRate, 0.002, 0.1$/,
    ],
    [{ prompt: { kind: 'beginning', tokens: 16 } }, 100, /^\/system\/prompt\/tokens: less than the blockLength, 16, 16$/],
    [corpus(2000, 1990), 100, /^\/system\/corpus\/lastYear: a year that is not before firstYear, 2000 to 1990$/],
    [
      { base: { ...base, shape: { ...base.shape, heads: 3 } } },
      100,
      /^\/system\/base\/shape\/heads: a divisor of the width, 16, 3$/,
    ],
    [{ base: { kind: 'scratch', shape: base.shape } }, 100, /^\/system\/prompt\/kind: "beginning" from scratch: .*, block$/],
    [
      pretraining({ learningRate: 0, minimumLearningRate: 0 }),
      100,
      /^\/system\/base\/pretraining\/learningRate: a number > 0, 0$/,
    ],
    [pretraining({ minimumLearningRate: 0.1 }), 100, /^\/system\/base\/pretraining\/minimumLearningRate: at most .*, 0.1$/],
    // One year too many at either end.
    [corpus(1986, 2000), 100, /^\/system\/base\/pretraining: years outside the corpus, 1986 to 2000: .*, 1985 to 1986$/],
    [corpus(1950, 1985), 100, /^\/system\/base\/pretraining: years outside the corpus, 1950 to 1985: .*, 1985 to 1986$/],
  ];
  test.each(cases)('%o, %f samples', (system, samples, message) => {
    const found = complaints(system, samples);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });
});
