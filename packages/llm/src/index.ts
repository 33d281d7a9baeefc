export type { LanguageModel, TransformerConfig } from './architecture/config.js';
