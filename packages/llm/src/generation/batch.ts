import type { NamedNumbers } from '@collapse-bench/tensor';
import type { TransformerConfig } from '../architecture/config.js';
import type { HeldPrograms } from './held-programs.js';
import type { Scores } from './scores.js';

/** Prompts that go through the network together, and what they go through. */
export interface Batch {
  readonly config: TransformerConfig;
  readonly weights: NamedNumbers;
  readonly scores: Scores;
  readonly prompts: number;
  readonly beams: number;
  readonly length: number;
  /** uint32 [prompts, length] */
  readonly tokens: Uint32Array;
  readonly programs: HeldPrograms;
}
