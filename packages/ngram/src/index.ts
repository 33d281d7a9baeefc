export { fitNgram } from './model/fit-ngram.js';
export type { NgramLevel, NgramParams } from './model/ngram-model.js';
export { sampleBlocks } from './model/sample-blocks.js';
export { meanSurprise, surprise } from './model/surprise.js';
export { ngram } from './ngram.js';
export { type CorpusOptions, type NgramOptions, ngramOptions, type Smoothing } from './options.js';
export type { NgramTruth } from './real/truth.js';
