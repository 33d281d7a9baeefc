export type { LanguageModel, TransformerConfig } from './architecture/config.js';
export type { GenerationRequest } from './generation/request.js';
export { llm } from './llm.js';
export { loadGeneration, loadScoring, loadTrainingStep } from './on-demand.js';
export type { LlmOptions } from './options.js';
export type { LlmParams } from './params.js';
