import type { Metric } from '@collapse-bench/core';
import { type TextMeasure, type TokenBlocks, textMetricValue } from '@collapse-bench/text';
import type { NgramParams } from '../model/ngram-model.js';
import type { NgramTruth } from '../real/truth.js';

export type NgramMetric = Metric<NgramParams, NgramTruth, TokenBlocks>;

/** What a metric of generated text is, without how it is evaluated. */
type Description = Omit<NgramMetric, 'evaluate'>;

/**
 * A metric of `evaluationBlocks` blocks drawn plainly from the model: always as much text, so that generations compare.
 *
 * @param measure undefined where the text is too short for it
 */
export function generatedTextMetric(
  description: Description,
  measure: (blocks: TokenBlocks, truth: NgramTruth, params: NgramParams, original: TokenBlocks) => number | undefined,
): NgramMetric {
  return {
    ...description,
    evaluate: async ({ sample, truth, params, original }, rng) =>
      textMetricValue(measure(await sample(truth.evaluationBlocks, rng), truth, params, original)),
  };
}

/** A measure of text, of the words that the model generates: all but the last are in its vocabulary. */
export function measuredText({ measure, ...description }: TextMeasure): NgramMetric {
  return generatedTextMetric(description, (blocks, { outcomes }, _params, original) =>
    measure(blocks, { outcomes, vocabulary: outcomes - 1, original }),
  );
}
