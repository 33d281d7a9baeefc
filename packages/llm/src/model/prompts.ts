import { documentCount, joinDocuments, type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';
import type { PromptOptions } from '../options.js';

/** What a generation is written from: for sample i of `count` the prompt i of all, beginning anew after the last. */
export function promptsFor(prompts: TokenBlocks, prompt: PromptOptions, count: number): TokenBlocks {
  const known = documentCount(prompts);
  const blocks = tokenBlocksSpace.pick!(
    { tokens: prompts.tokens, offsets: prompts.offsets },
    Uint32Array.from({ length: count }, (_, i) => i % known),
  );
  if (prompt.kind === 'block') return blocks;
  return joinDocuments(Array.from({ length: count }, (_, i) => document(blocks, i).subarray(0, prompt.tokens)));
}

/** Tokens to be written after a prompt, so that a sample is a block. */
export function tokensToWrite(prompt: PromptOptions, blockLength: number): number {
  return prompt.kind === 'block' ? blockLength : blockLength - prompt.tokens;
}

/**
 * Samples made of what was written: that alone where the prompt is the block before, behind the prompt where it is the block's
 * beginning.
 *
 * @param written `tokensToWrite` tokens for each prompt
 */
export function asSamples(prompts: TokenBlocks, written: TokenBlocks, prompt: PromptOptions): TokenBlocks {
  if (prompt.kind === 'block') return written;
  const blocks = Array.from({ length: documentCount(prompts) }, (_, i) => {
    const begun = document(prompts, i);
    const rest = document(written, i);
    const block = new Uint32Array(begun.length + rest.length);
    block.set(begun);
    block.set(rest, begun.length);
    return block;
  });
  return joinDocuments(blocks);
}

const document = ({ tokens, offsets }: TokenBlocks, i: number): Uint32Array => tokens.subarray(offsets[i], offsets[i + 1]);
