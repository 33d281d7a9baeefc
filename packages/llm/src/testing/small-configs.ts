import type { TransformerConfig } from '../architecture/config.js';

/** A small transformer as OPT has it, but for what is given. */
export const smallOpt = (changed: Partial<TransformerConfig> = {}): TransformerConfig => ({
  family: 'opt',
  vocabulary: 11,
  positions: 40,
  width: 12,
  layers: 2,
  heads: 3,
  feedForward: 20,
  activation: 'relu',
  normFirst: true,
  dropout: 0,
  endToken: 2,
  ...changed,
});

/** The same as GPT-2 has it. */
export const smallGpt2 = (changed: Partial<TransformerConfig> = {}): TransformerConfig =>
  smallOpt({ family: 'gpt2', activation: 'gelu-tanh', endToken: 0, ...changed });
