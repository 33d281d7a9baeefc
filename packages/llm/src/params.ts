import type { Divergence } from '@collapse-bench/core';
import type { TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel } from './architecture/config.js';

/** A fitted language model, and what its generation goes on from. */
export interface LlmParams {
  readonly model: LanguageModel;
  /** Epoch that the weights are of, 1 is the first: the best on validation text, or the last. */
  readonly epoch: number;
  /** Mean -ln p of a token in training, over that epoch; NaN if no epoch was finished. */
  readonly trainingLoss: number;
  /** The real blocks that model 1 was fitted to: what this model is prompted with, the same in all generations. */
  readonly prompts: TokenBlocks;
  /** Which stream the text is drawn from that metrics look at: a 32-bit word. */
  readonly evaluationStream: number;
  /** Weights of the model fitted to real text; only where later fits start there. */
  readonly original?: LanguageModel['weights'];
  /** The fit, or one before it in its chain, diverged: the weights are those before the epoch in which it did. */
  readonly diverged?: Divergence;
}
