import { type PictureDefinition, spreadGenerations } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import type { LlmParams } from '../params.js';
import { realText } from '../real/real-text.js';
import type { LlmTruth } from '../real/truth.js';

/** Prompts that are shown. */
const SHOWN = 3;

/** The paper's example: the same prompts in all generations, and what each model goes on with. */
export const continuations: PictureDefinition<LlmParams, LlmTruth, TokenBlocks> = {
  id: 'continuations',
  title: 'The same blocks of real text, and what each generation makes of them',
  generations: (observed) => spreadGenerations(observed, 6),
  draw: async ({ params, truth, sample }, rng) =>
    params.diverged ? undefined : { kind: 'text', passages: passagesOf(await sample(SHOWN, rng), truth) },
  drawReal: ({ first, truth }) => ({ kind: 'text', passages: passagesOf(first.prompts, truth) }),
};

function passagesOf({ tokens, offsets }: TokenBlocks, truth: LlmTruth): string[] {
  const { tokenizer } = realText(truth);
  const count = Math.min(SHOWN, documentCount({ tokens, offsets }));
  return Array.from({ length: count }, (_, i) => tokenizer.decode(tokens.subarray(offsets[i], offsets[i + 1])));
}
