import type { LlmOptions } from '../options.js';

/** A tiny network, pretrained for a second. */
export const smallOptions: LlmOptions = {
  corpus: { kind: 'state-of-the-union', firstYear: 1989, lastYear: 2000 },
  base: {
    kind: 'pretrained',
    shape: { family: 'opt', layers: 1, width: 16, heads: 2, feedForward: 32 },
    pretraining: {
      ...{ firstYear: 1985, lastYear: 1986, epochs: 2, batch: 16, learningRate: 0.01, minimumLearningRate: 0.001 },
      ...{ weightDecay: 0, seed: 1 },
    },
  },
  blockLength: 16,
  fineTuning: {
    ...{ epochs: 2, batch: 8, learningRate: 0.002, minimumLearningRate: 0.001, weightDecay: 0.01, dropout: 0 },
    validationBlocks: 16,
  },
  generation: { kind: 'sample', temperature: 1, topK: 0, topP: 1, repetitionPenalty: 1 },
  prompt: { kind: 'block' },
  start: 'base',
  evaluationBlocks: 16,
};
