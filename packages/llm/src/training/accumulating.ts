import type { NamedNumbers, Optimizer } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';

const SUM = 'sum';
const LAST = 'last';

/**
 * An optimizer that adds up gradients over several runs of a program and moves at the last of them, so that a batch of any
 * size takes the memory of a part. Everything is elementwise, so that it stays one pass over the parameters; multiplied by 1
 * and added to 0 a finite number keeps its bits.
 *
 * Scalar `last`: 1 where the step is to be taken, 0 before.
 */
export function accumulating(optimizer: Optimizer): Optimizer {
  return {
    slots: [...optimizer.slots, { name: SUM, torch: { name: 'grad', scale: 1 } }],
    scalars: [...optimizer.scalars, LAST],
    scalarsAt: (step, learningRate) => ({ ...optimizer.scalarsAt(step, learningRate), [LAST]: 1 }),
    update(parameter, gradient, { [SUM]: before, ...slots }, { [LAST]: last, ...scalars }) {
      const sum = tf.add(before, gradient);
      const next = optimizer.update(parameter, sum, slots, scalars);
      const first = tf.sub(1, last);
      const chosen = (moved: tf.Tensor, kept: tf.Tensor) => tf.add(tf.mul(moved, last), tf.mul(kept, first));
      return {
        parameter: chosen(next.parameter, parameter),
        slots: {
          ...Object.fromEntries(Object.entries(next.slots).map(([name, moved]) => [name, chosen(moved, slots[name])])),
          [SUM]: tf.mul(sum, first),
        },
      };
    },
  };
}

/** Inputs of a training program at a run that is not the last of its step. */
export const notYet = (scheduled: NamedNumbers): NamedNumbers => ({
  ...scheduled,
  [`optimizer/${LAST}`]: Float32Array.of(0),
});
