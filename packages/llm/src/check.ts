import type { Problem, Setting } from '@collapse-bench/core';
import type { LlmOptions } from './options.js';

/** Tokens of one generation: 4 bytes each, and a mitigation that keeps all generations holds several times as much. */
const MOST_TOKENS = 50_000_000;

/** Largest number of blocks of one generation that memory holds. */
export function mostBlocks({ blockLength }: Pick<LlmOptions, 'blockLength'>): number {
  return Math.floor(MOST_TOKENS / blockLength);
}

type Complain = (pointer: string, expected: string, found: unknown, remedy: string) => void;

/** What the schema cannot say. How much text a corpus has is known when it is read: then a RangeError says what is wrong. */
export function checkLlm({ samples, system }: Setting<LlmOptions>): readonly Problem[] {
  const problems: Problem[] = [];
  const complain: Complain = (pointer, expected, found, remedy) =>
    problems.push({ pointer, expected, found: String(found), remedy });
  checkSizes(samples, system, complain);
  checkCorpus(system, complain);
  checkBase(system, complain);
  return problems;
}

function checkSizes(samples: number, system: LlmOptions, complain: Complain): void {
  const { blockLength, evaluationBlocks, fineTuning } = system;
  if (!(Number.isInteger(samples) && samples >= 1)) {
    complain('/samples', 'a whole number of blocks, at least 1', samples, 'a model is fitted to a finite text');
  } else if (samples > mostBlocks(system)) {
    complain('/samples', `at most ${mostBlocks(system)} blocks of this length`, samples, 'take fewer or shorter blocks');
  } else if (fineTuning.batch > samples) {
    const remedy = 'lower it: a larger batch is never full';
    complain('/system/fineTuning/batch', `at most the samples, ${samples}`, fineTuning.batch, remedy);
  }
  if (evaluationBlocks * blockLength > MOST_TOKENS) {
    complain('/system/evaluationBlocks', `at most ${mostBlocks(system)} blocks of this length`, evaluationBlocks, 'take fewer');
  }
  if (fineTuning.learningRate === 0) {
    complain('/system/fineTuning/learningRate', 'a number > 0', 0, 'raise it: nothing is learnt at 0 (the paper: 0.00002)');
  }
  if (fineTuning.minimumLearningRate > fineTuning.learningRate) {
    const expected = `at most the learningRate, ${fineTuning.learningRate}`;
    complain('/system/fineTuning/minimumLearningRate', expected, fineTuning.minimumLearningRate, 'lower it: the rate falls');
  }
  if (system.prompt.kind === 'beginning' && system.prompt.tokens >= blockLength) {
    const remedy = 'lower it: a sample would be all original text';
    complain('/system/prompt/tokens', `less than the blockLength, ${blockLength}`, system.prompt.tokens, remedy);
  }
}

function checkCorpus({ corpus }: LlmOptions, complain: Complain): void {
  if (corpus.kind === 'state-of-the-union' && corpus.lastYear < corpus.firstYear) {
    const found = `${corpus.firstYear} to ${corpus.lastYear}`;
    complain('/system/corpus/lastYear', 'a year that is not before firstYear', found, 'swap the two');
  }
}

function checkBase({ base, corpus, prompt }: LlmOptions, complain: Complain): void {
  if (base.kind === 'hub') return;
  const { width, heads } = base.shape;
  if (width % heads !== 0) {
    complain('/system/base/shape/heads', `a divisor of the width, ${width}`, heads, 'change one of the two');
  }
  if (base.kind === 'scratch') {
    if (prompt.kind === 'block') {
      const expected = '"beginning" from scratch: such a model learns the positions of one block and no further';
      complain('/system/prompt/kind', expected, prompt.kind, 'set it to "beginning", or pretrain the base');
    }
    return;
  }
  const { firstYear, lastYear, learningRate, minimumLearningRate } = base.pretraining;
  const years = `${firstYear} to ${lastYear}`;
  if (lastYear < firstYear) {
    complain('/system/base/pretraining/lastYear', 'a year that is not before firstYear', years, 'swap the two');
  }
  if (corpus.kind === 'state-of-the-union' && lastYear >= corpus.firstYear && firstYear <= corpus.lastYear) {
    const expected = `years outside the corpus, ${corpus.firstYear} to ${corpus.lastYear}: no text of it is pretrained on`;
    complain('/system/base/pretraining', expected, years, 'move one of the two');
  }
  if (learningRate === 0) {
    complain('/system/base/pretraining/learningRate', 'a number > 0', 0, 'raise it: nothing is learnt at 0');
  }
  if (minimumLearningRate > learningRate) {
    const expected = `at most the learningRate, ${learningRate}`;
    complain('/system/base/pretraining/minimumLearningRate', expected, minimumLearningRate, 'lower it: the rate falls');
  }
}
