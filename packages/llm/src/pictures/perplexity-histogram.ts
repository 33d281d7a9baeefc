import { type BarsPicture, type PictureDefinition, spreadGenerations } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import { blockScores } from '../metrics/block-scores.js';
import { logPerplexitiesUnderModel0 } from '../metrics/under-model-0.js';
import type { LlmParams } from '../params.js';
import { heldOutBlocks } from '../real/held-out.js';
import type { LlmTruth } from '../real/truth.js';

const BARS = 40;
const RANGE = [0, 8] as const;

/** Fig. 11, 14, 15 with a logarithmic axis, on which any tokenizer's perplexities have room. */
export const perplexityHistogram: PictureDefinition<LlmParams, LlmTruth, TokenBlocks> = {
  id: 'perplexity-under-model-0',
  title: 'Generated blocks by their perplexity under model 0',
  generations: (observed) => spreadGenerations(observed, 5),
  draw: async (context) => (context.params.diverged ? undefined : bars(await logPerplexitiesUnderModel0(context))),
  drawReal: async ({ first, truth }) => bars(await blockScores(first.model, heldOutBlocks(truth))),
};

function bars(values: Float64Array): BarsPicture {
  const heights = new Float64Array(BARS);
  const width = (RANGE[1] - RANGE[0]) / BARS;
  for (const value of values) {
    const bar = Math.floor((value - RANGE[0]) / width);
    heights[Math.min(BARS - 1, Math.max(0, bar))] += 1 / values.length;
  }
  return {
    kind: 'bars',
    x: { label: 'ln perplexity under model 0', range: RANGE },
    y: { label: 'share of blocks' },
    heights,
  };
}
