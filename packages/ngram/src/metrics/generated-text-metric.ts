import { type Metric, type MetricValue, ok } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
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
  measure: (blocks: TokenBlocks, truth: NgramTruth, params: NgramParams) => number | undefined,
): NgramMetric {
  return {
    ...description,
    evaluate: async ({ sample, truth, params }, rng) =>
      metricValue(measure(await sample(truth.evaluationBlocks, rng), truth, params)),
  };
}

/** A number as a metric value: infinity is divergence, nothing is undefined. */
export function metricValue(value: number | undefined): MetricValue {
  if (value === undefined) return { status: 'undefined', reason: 'the text is too short for it' };
  if (value === Number.POSITIVE_INFINITY) return { status: 'diverged', reason: 'the model rules out a word that occurs' };
  return ok(value);
}
