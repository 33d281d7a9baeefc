import { exp } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel } from '../architecture/config.js';

const scores = new WeakMap<LanguageModel['weights'], WeakMap<TokenBlocks, Promise<Float64Array>>>();

/**
 * Mean -ln p of a token of each block but its first, in nats: Float64Array[blocks]. Several metrics ask for the same: it is worked
 * out once.
 */
export function blockScores(model: LanguageModel, blocks: TokenBlocks): Promise<Float64Array> {
  const ofModel = scores.get(model.weights) ?? new WeakMap<TokenBlocks, Promise<Float64Array>>();
  scores.set(model.weights, ofModel);
  let found = ofModel.get(blocks);
  if (found === undefined) {
    found = score(model, blocks);
    ofModel.set(blocks, found);
  }
  return found;
}

/** e to the mean score: the perplexity of blocks of equal length. */
export async function perplexityOf(model: LanguageModel, blocks: TokenBlocks): Promise<number> {
  const losses = await blockScores(model, blocks);
  return exp(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
}

/** The engine is only loaded here. */
async function score(model: LanguageModel, blocks: TokenBlocks): Promise<Float64Array> {
  const { blockLosses } = await import('../scoring/block-losses.js');
  return blockLosses(model, blocks);
}
