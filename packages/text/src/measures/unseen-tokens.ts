import type { Metric } from '@collapse-bench/core';
import { unseenTokenShare } from '../metrics/unseen-token-share.js';
import type { TokenBlocks } from '../token-blocks.js';
import { textMetricValue } from './text-measure.js';

/** @param heldOut real text that nothing is trained on, and the number of token numbers */
export function unseenTokensMetric<Params, Truth>(
  heldOut: (truth: Truth) => { readonly test: TokenBlocks; readonly outcomes: number },
): Metric<Params, Truth, TokenBlocks> {
  return {
    id: 'unseen-tokens',
    summary: "Share of the tokens of held-out real text that do not occur in the model's training set: lost words.",
    source: 'Shumailov et al. 2305.17493, Definition 3.1 (early collapse loses the tails)',
    unit: '1',
    direction: 'lower-is-better',
    margin: { kind: 'absolute', value: 0.01, reason: 'one token in a hundred' },
    evaluate: ({ training, truth }) => {
      const { test, outcomes } = heldOut(truth);
      return textMetricValue(unseenTokenShare(test, training, outcomes));
    },
  };
}
