export type { LanguageModel, TransformerConfig } from './architecture/config.js';
export { llm } from './llm.js';
export { loadScoring, loadTrainingStep } from './on-demand.js';
export type { LlmOptions } from './options.js';
export type { LlmParams } from './params.js';
