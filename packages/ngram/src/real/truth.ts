import type { TokenBlocks, Vocabulary } from '@collapse-bench/text';
import type { NgramParams } from '../model/ngram-model.js';
import type { NgramOptions } from '../options.js';
import { realText, referenceModel } from './real-text.js';

/** What metrics are held against. The large parts are made when they are first read. */
export interface NgramTruth {
  /** Number of words, `<unk>` included: the number of `<unk>` is the one before. */
  readonly outcomes: number;
  /** Order of the models, and of model 0. */
  readonly order: number;
  readonly blockLength: number;
  readonly evaluationBlocks: number;
  /** Whether the words are English, so that other English text can be judged. */
  readonly english: boolean;
  readonly vocabulary: Vocabulary;
  readonly test: TokenBlocks;
  /** Model 0. */
  readonly reference: NgramParams;
}

export function truthOf(options: NgramOptions): NgramTruth {
  return {
    outcomes: options.vocabulary + 1,
    order: options.order,
    blockLength: options.blockLength,
    evaluationBlocks: options.evaluationBlocks,
    english: options.corpus.kind === 'state-of-the-union',
    get vocabulary() {
      return realText(options).vocabulary;
    },
    get test() {
      return realText(options).test;
    },
    get reference() {
      return referenceModel(realText(options), options.order);
    },
  };
}
