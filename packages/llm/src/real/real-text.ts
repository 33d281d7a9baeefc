import type { TokenBlocks } from '@collapse-bench/text';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import { loadedOnce } from './loaded-once.js';
import type { LlmTruth } from './truth.js';

/** A corpus cut into blocks and split by document. */
export interface RealText {
  readonly tokenizer: Tokenizer;
  /** The real distribution is a random block of these. */
  readonly training: TokenBlocks;
  /** Blocks of documents by which the best epoch is chosen. */
  readonly validation: TokenBlocks;
  /** Blocks of documents that nothing is trained on and nothing chosen by. */
  readonly test: TokenBlocks;
}

const texts = loadedOnce<RealText>('the corpus');

type Which = Pick<LlmTruth, 'corpus' | 'blockLength' | 'tokenizer'>;

const keyOf = ({ corpus, blockLength, tokenizer }: Which): string => JSON.stringify([corpus, blockLength, tokenizer]);

export function keepRealText(which: Which, make: () => Promise<RealText>): Promise<RealText> {
  return texts.load(keyOf(which), make);
}

/** @throws Error before it is loaded */
export function realText(which: Which): RealText {
  return texts.get(keyOf(which));
}
