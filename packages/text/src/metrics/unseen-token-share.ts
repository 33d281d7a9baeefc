import type { TokenBlocks } from '../token-blocks.js';

/**
 * Share of the tokens of `text` whose word does not occur in `training`: what a model that knows nothing else cannot say.
 *
 * @param words number of word numbers, above every token of either
 * @returns undefined for a text without tokens
 */
export function unseenTokenShare(text: TokenBlocks, training: TokenBlocks, words: number): number | undefined {
  if (text.tokens.length === 0) return undefined;
  const seen = new Uint8Array(words);
  for (let i = 0; i < training.tokens.length; i++) seen[training.tokens[i]] = 1;
  let unseen = 0;
  for (let i = 0; i < text.tokens.length; i++) if (seen[text.tokens[i]] === 0) unseen++;
  return unseen / text.tokens.length;
}
