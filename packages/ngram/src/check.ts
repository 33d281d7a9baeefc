import type { Problem, Setting } from '@collapse-bench/core';
import type { NgramOptions } from './options.js';
import { realText } from './real/real-text.js';

/** Tokens of one generation: 4 bytes each, and several times as much while n-grams are counted. */
const MOST_TOKENS = 50_000_000;

/** Largest number of blocks that memory holds. */
export function mostBlocks({ blockLength }: NgramOptions): number {
  return Math.floor(MOST_TOKENS / blockLength);
}

/** What the schema cannot say. A corpus that is not read yet is looked at when it is: then a RangeError says what is wrong. */
export function checkNgram({ samples, system }: Setting<NgramOptions>): readonly Problem[] {
  const { order, blockLength, smoothing, corpus, evaluationBlocks } = system;
  const problems: Problem[] = [];
  const complain = (pointer: string, expected: string, found: unknown, remedy: string) =>
    problems.push({ pointer, expected, found: String(found), remedy });
  if (!(Number.isInteger(samples) && samples >= 1)) {
    complain('/samples', 'a whole number of blocks, at least 1', samples, 'a model is fitted to a finite text');
  } else if (samples * blockLength > MOST_TOKENS) {
    complain('/samples', `at most ${mostBlocks(system)} blocks of this length`, samples, 'take fewer or shorter blocks');
  }
  if (evaluationBlocks * blockLength > MOST_TOKENS) {
    complain('/system/evaluationBlocks', `at most ${mostBlocks(system)} blocks of this length`, evaluationBlocks, 'take fewer');
  }
  if (order > blockLength) {
    complain('/system/order', `at most the blockLength, ${blockLength}`, order, 'no block holds such an n-gram: lower it');
  }
  if (smoothing.kind === 'add-k' && smoothing.k === 0 && order > 1) {
    const remedy = 'take a positive k: a context that ends its block has no next word';
    complain('/system/smoothing/k', 'a number > 0 for orders above 1', 0, remedy);
  }
  if (corpus.kind === 'state-of-the-union' && corpus.lastYear < corpus.firstYear) {
    const found = `${corpus.firstYear} to ${corpus.lastYear}`;
    complain('/system/corpus/lastYear', 'a year that is not before firstYear', found, 'swap the two');
  }
  if (problems.length > 0 || corpus.kind !== 'zipf-markov') return problems;
  return checkSynthetic(samples, system);
}

function checkSynthetic(samples: number, system: NgramOptions): readonly Problem[] {
  try {
    const { training } = realText(system);
    const blocks = training.offsets.length - 1;
    if (samples <= blocks) return [];
    const remedy = 'lower it, or take more or longer documents';
    return [{ pointer: '/samples', expected: `at most ${blocks}, the blocks of the corpus`, found: `${samples}`, remedy }];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const expected = 'enough text for the vocabulary and the blocks asked for';
    return [{ pointer: '/system/corpus', expected, found: error.message, remedy: 'take more or longer documents' }];
  }
}
