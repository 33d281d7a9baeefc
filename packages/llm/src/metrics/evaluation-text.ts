import { type MetricContext, streamAt, streamKey } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LlmParams } from '../params.js';
import type { LlmTruth } from '../real/truth.js';

export type LlmContext = MetricContext<LlmParams, LlmTruth, TokenBlocks>;

const texts = new WeakMap<LlmContext, Promise<TokenBlocks>>();
const DRAWS = streamKey(0, 'llm/evaluation-text');

/**
 * `evaluationBlocks` blocks that the model writes, one text for all metrics of a generation: writing takes longer than most
 * measuring. Its stream is the model's own, drawn when it was fitted, so that no metric moves another's number.
 */
export function evaluationText(context: LlmContext): Promise<TokenBlocks> {
  let text = texts.get(context);
  if (text === undefined) {
    const { sample, truth, params } = context;
    text = Promise.resolve(sample(truth.evaluationBlocks, streamAt(DRAWS, params.evaluationStream)));
    texts.set(context, text);
  }
  return text;
}
