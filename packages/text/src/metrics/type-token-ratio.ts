import type { TokenBlocks } from '../token-blocks.js';
import { distinctN } from './distinct-n.js';

/**
 * Different words / words (types / tokens), in (0, 1]. Compare only texts of equal size.
 *
 * @returns undefined for a text without tokens
 */
export function typeTokenRatio(blocks: TokenBlocks): number | undefined {
  return distinctN(blocks, 1);
}
