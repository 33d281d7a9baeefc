import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import type { TransformerConfig } from '../architecture/config.js';

/**
 * The length that all documents share, in tokens.
 *
 * @throws RangeError when there are none, their lengths differ, one token is all they have (nothing would be predicted), they
 * are longer than the model's positions reach, or a token has no row in the embedding
 */
export function blockLength({ vocabulary, positions }: TransformerConfig, blocks: TokenBlocks): number {
  const { tokens, offsets } = blocks;
  const count = documentCount(blocks);
  if (count === 0) throw new RangeError('expected blocks of tokens, found none');
  const length = offsets[1] - offsets[0];
  for (let d = 1; d < count; d++) {
    const other = offsets[d + 1] - offsets[d];
    if (other !== length) throw new RangeError(`expected blocks of one length, found ${length} and ${other} tokens`);
  }
  // The last token is predicted and takes no place.
  if (length < 2 || length - 1 > positions) {
    throw new RangeError(`expected blocks of 2 to ${positions + 1} tokens, found ${length}`);
  }
  let highest = 0;
  for (let i = offsets[0]; i < offsets[count]; i++) if (tokens[i] > highest) highest = tokens[i];
  if (highest >= vocabulary) throw new RangeError(`expected tokens below ${vocabulary}, found ${highest}`);
  return length;
}
