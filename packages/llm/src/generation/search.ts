import type { NamedNumbers } from '@collapse-bench/tensor';

/** Chooses the tokens of a batch of rows from scores, one call of `choose` a place. */
export interface Search {
  /** int32 [rows]: what each row was given last. */
  readonly tokens: Int32Array;
  /** int32 [rows]: the beam of its prompt that each row continues, -1 where it is at its end. */
  readonly parents: Int32Array;
  /** What the program wants to make scores. */
  inputs(): NamedNumbers;
  /**
   * @param scores float32 [rows, vocabulary], at the first place [prompts, vocabulary]; spoilt
   */
  choose(scores: Float32Array): void;
  /** Whether every row is at its end. */
  finished(): boolean;
  /** The continuation of each prompt. */
  continuations(): Uint32Array[];
}
