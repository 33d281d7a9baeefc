import { unlessDiverged } from '@collapse-bench/core';
import { textMeasures, unseenTokensMetric } from '@collapse-bench/text';
import { realText } from '../real/real-text.js';
import type { LlmTruth } from '../real/truth.js';
import { heldoutPerplexity } from './heldout-perplexity.js';
import { type LlmMetric, measuredText } from './llm-metric.js';
import { outOfDomainPerplexity } from './out-of-domain-perplexity.js';
import { selfPerplexity } from './self-perplexity.js';
import { perplexityUnderModel0, tailPerplexityUnderModel0, tailShareUnderModel0 } from './under-model-0.js';

function heldOut(truth: LlmTruth) {
  const { test, tokenizer } = realText(truth);
  return { test, outcomes: tokenizer.vocabulary };
}

/** All metrics of the system; of a model whose training diverged, they say that. */
export const llmMetrics: readonly LlmMetric[] = [
  heldoutPerplexity,
  outOfDomainPerplexity,
  perplexityUnderModel0,
  tailPerplexityUnderModel0,
  tailShareUnderModel0,
  selfPerplexity,
  unseenTokensMetric(heldOut),
  ...textMeasures.map(measuredText),
].map((metric) => unlessDiverged(metric));
