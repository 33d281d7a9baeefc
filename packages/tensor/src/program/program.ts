import type * as tf from '@tensorflow/tfjs';

/** Shape and element type of a tensor that enters or leaves a program. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly type: 'float32' | 'int32';
}

export type TensorSpecs = Readonly<Record<string, TensorSpec>>;
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * A pure function over tensors that an engine runs many times: the state it leaves is the state of its next run.
 * Every number that changes between runs (learning rate, step count, random draws) is an input; a number of JavaScript is
 * read once, when the program is recorded.
 */
export interface Program {
  /** What is carried from run to run: parameters and optimizer slots. */
  readonly state: TensorSpecs;
  readonly inputs: TensorSpecs;
  /** The new state, with the names, shapes and types of the old one, and what the caller wants to see. */
  step(state: Tensors, inputs: Tensors): { readonly state: Tensors; readonly outputs: Tensors };
}
