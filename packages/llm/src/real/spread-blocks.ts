import { documentCount, type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';

/** At most `count` blocks at even places from the first on: some of every document, and always the same. */
export function spreadBlocks(blocks: TokenBlocks, count: number): TokenBlocks {
  const size = documentCount(blocks);
  if (size <= count) return blocks;
  return tokenBlocksSpace.pick!(
    blocks,
    Uint32Array.from({ length: count }, (_, i) => Math.floor((i * size) / count)),
  );
}
