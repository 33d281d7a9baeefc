import type { Metric } from '@collapse-bench/core';
import { type TextMeasure, type TokenBlocks, textMetricValue } from '@collapse-bench/text';
import type { LlmParams } from '../params.js';
import { realText } from '../real/real-text.js';
import type { LlmTruth } from '../real/truth.js';
import { evaluationText } from './evaluation-text.js';

export type LlmMetric = Metric<LlmParams, LlmTruth, TokenBlocks>;

/** A measure of text, of what the model writes. */
export function measuredText({ measure, ...description }: TextMeasure): LlmMetric {
  return {
    ...description,
    evaluate: async (context) => {
      const { vocabulary } = realText(context.truth).tokenizer;
      const text = await evaluationText(context);
      return textMetricValue(measure(text, { outcomes: vocabulary, vocabulary, original: context.original }));
    },
  };
}
