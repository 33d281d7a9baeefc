import { expect, test } from 'vitest';
import { llmOperations } from './operations.js';
import type { LlmOptions } from './options.js';
import { smallOptions } from './testing/small-options.js';

const of = (system: LlmOptions, samples: number) =>
  llmOperations({ system, samples, mitigation: { id: 'replace' }, generations: 10 });
const opt: LlmOptions = {
  ...smallOptions,
  base: { kind: 'hub', repo: 'facebook/opt-125m', revision: 'main', tokenizer: 'vocab-and-merges' },
  blockLength: 64,
  fineTuning: { ...smallOptions.fineTuning, epochs: 5, validationBlocks: 0 },
  generation: { kind: 'beam', beams: 5, repetitionPenalty: 1 },
  prompt: { kind: 'block' },
};

test('training takes six operations a parameter and token, writing two a beam', () => {
  const tokens = 64 * 37_000;
  expect(of(opt, 37_000)).toBe(125_239_296 * (6 * 5 * tokens + 2 * (tokens + 5 * tokens)));
  const sampled = of({ ...opt, generation: { kind: 'sample', temperature: 1, topK: 0, topP: 1, repetitionPenalty: 1 } }, 37_000);
  expect(sampled).toBe(125_239_296 * (6 * 5 * tokens + 4 * tokens));
});

test('a network of its own is counted by its shape, and of an unknown folder nothing is said', () => {
  const shape = { family: 'gpt2', layers: 4, width: 128, heads: 4, feedForward: 512 } as const;
  const own = of({ ...opt, base: { kind: 'scratch', shape } }, 1)!;
  expect(own / (64 * (30 + 12))).toBe(1024 * 128 + 4 * (4 * 128 ** 2 + 2 * 128 * 512));
  expect(
    of({ ...opt, base: { kind: 'hub', repo: 'some/model', revision: 'main', tokenizer: 'tokenizer.json' } }, 1),
  ).toBeUndefined();
});
