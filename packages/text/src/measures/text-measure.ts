import { type Metric, type MetricValue, ok } from '@collapse-bench/core';
import type { TokenBlocks } from '../token-blocks.js';

/** What a measure may know beside the text. */
export interface TextSurroundings {
  /** Number of token numbers, above every token. */
  readonly outcomes: number;
  /** Tokens of the vocabulary, the first numbers: all but one for whatever is unknown, where there is such a one. */
  readonly vocabulary: number;
  /** The real data of model 1. */
  readonly original: TokenBlocks;
}

/** A metric of generated text without the system that generates it. */
export interface TextMeasure extends Omit<Metric<never, never>, 'needs' | 'evaluate'> {
  /** Undefined where the text is too short for it. */
  measure(text: TokenBlocks, surroundings: TextSurroundings): number | undefined;
}

/** A measured number as a metric value: infinity is divergence, nothing is undefined. */
export function textMetricValue(value: number | undefined): MetricValue {
  if (value === undefined) return { status: 'undefined', reason: 'the text is too short for it' };
  if (value === Number.POSITIVE_INFINITY) return { status: 'diverged', reason: 'the model rules out a token that occurs' };
  return ok(value);
}
