import { NO_NGRAM, numberNgrams } from '../ngram-numbers.js';
import type { TokenBlocks } from '../token-blocks.js';
import { tokenBlocksSpace } from '../token-blocks-space.js';

/**
 * Share of the n-grams of `text` that stand word for word in `source`: how much is copied (memorisation).
 *
 * @returns undefined where no document of `text` has n tokens
 */
export function copiedNgramShare(text: TokenBlocks, source: TokenBlocks, n: number): number | undefined {
  const { numbers, distinct } = numberNgrams(tokenBlocksSpace.concat([source, text]), n);
  const inSource = new Uint8Array(distinct);
  const border = source.tokens.length;
  for (let i = 0; i < border; i++) if (numbers[i] !== NO_NGRAM) inSource[numbers[i]] = 1;
  let total = 0;
  let copied = 0;
  for (let i = border; i < numbers.length; i++) {
    if (numbers[i] === NO_NGRAM) continue;
    total++;
    copied += inSource[numbers[i]];
  }
  return total === 0 ? undefined : copied / total;
}
