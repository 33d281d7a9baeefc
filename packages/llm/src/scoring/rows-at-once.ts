import type { TransformerConfig } from '../architecture/config.js';

/** What the values between a step's operations may take, beside the weights and what the optimizer keeps. */
const MOST_BYTES = 1.5e9;
/** Matrix products are at their fastest from about this many rows on, and what lies between them still fits a cache. */
const SCORED_TOKENS = 2048;

/** Bytes of the values that live at a time for each token, in so many layers and the logits. */
function bytesPerToken({ width, feedForward, heads, vocabulary }: TransformerConfig, length: number, layers: number): number {
  // Of a layer: norms, queries, keys, values, what attention gives, the stream; between the dense layers; attention's shares.
  const perLayer = 14 * width + 2 * feedForward + 2 * heads * length;
  return 4 * (layers * perLayer + 3 * vocabulary);
}

const rowsWithin = (bytes: number): number => Math.max(1, Math.floor(MOST_BYTES / bytes));

/**
 * Rows of a batch that go through the network together in training, where the backward pass wants every layer's values: all of
 * them if memory allows, else the parts of a batch are alike.
 *
 * @param length tokens of a row
 */
export function trainedRows(config: TransformerConfig, length: number, batch: number): number {
  const most = rowsWithin(length * bytesPerToken(config, length, config.layers));
  return Math.ceil(batch / Math.ceil(batch / most));
}

/** Rows that are scored together: as `trainedRows`, with one layer's values at a time. */
export function scoredRows(config: TransformerConfig, length: number, count: number): number {
  return Math.min(count, Math.ceil(SCORED_TOKENS / length), rowsWithin(length * bytesPerToken(config, length, 1)));
}
