import type * as tf from '@tensorflow/tfjs';
import type { Tensors } from '../program/program.js';

/** A tensor that an optimizer keeps beside each parameter, of the parameter's shape, zero at first. */
export interface Slot {
  readonly name: string;
  /** PyTorch's name for it, and what to multiply it by to get PyTorch's value. */
  readonly torch: { readonly name: string; readonly scale: number };
}

/**
 * One rule of descent. Everything that changes between steps enters as a scalar tensor, so that a recorded step is right for
 * every step, and everything but the slots follows from the number of steps taken, so that a run goes on bit for bit.
 */
export interface Optimizer {
  readonly slots: readonly Slot[];
  /** Names of the scalars that `update` takes. */
  readonly scalars: readonly string[];
  /**
   * The scalars of one step.
   * @param step steps taken before this one: 0 at first
   */
  scalarsAt(step: number, learningRate: number): Readonly<Record<string, number>>;
  /** The parameter and slots after a step. All tensors have the parameter's shape; scalars have shape []. */
  update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: Tensors,
    scalars: Tensors,
  ): { readonly parameter: tf.Tensor; readonly slots: Tensors };
}

/** @throws RangeError unless `value` is a number of [from, below) */
export function checkOption(name: string, value: number, from: number, below: number): void {
  if (!(value >= from && value < below)) throw new RangeError(`expected ${name} of [${from}, ${below}), found ${value}`);
}
