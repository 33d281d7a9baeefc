import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/**
 * Cross-entropy of each row of logits with its target class: log sum exp(l) - l[target], as
 * `torch.nn.functional.cross_entropy` with reduction 'none'. The gradient by the logits is softmax(l) - onehot(target).
 *
 * No dense one-hot is made: the forward pass takes the log of the sum from the largest probability, which cannot underflow, and
 * the backward pass overwrites one element a row.
 *
 * @param logits float32 [rows, classes]
 * @param targets int32 [rows], each of [0, classes); one out of range gives garbage, as in TensorFlow.js
 * @returns float32 [rows]
 */
export function softmaxCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const [rows] = logits.shape;
  if (logits.rank !== 2) throw new RangeError(`expected logits of shape [rows, classes], found [${logits.shape}]`);
  if (targets.rank !== 1 || targets.shape[0] !== rows) {
    throw new RangeError(`expected targets of shape [${rows}], found [${targets.shape}]`);
  }
  // Joined to a column of row numbers, places differ whatever the targets are: one write each, in any order.
  const numbers = Int32Array.from({ length: rows }, (_, row) => row);
  const places = tf.concat([tf.tensor2d(numbers, [rows, 1], 'int32'), tf.reshape(targets, [rows, 1])], 1);
  return withGradient([logits], (l) => {
    const probabilities = tf.softmax(l);
    const below = tf.sub(tf.max(l, 1), tf.gatherND(l, places));
    const value = tf.sub(below, tf.log(tf.max(probabilities, 1)));
    return {
      value,
      saved: [probabilities, value, places],
      backward: (gradient, kept, losses, keptPlaces) => {
        const scaled = tf.mul(kept, tf.reshape(gradient, [rows, 1]));
        const atTarget = tf.mul(tf.sub(tf.exp(tf.neg(losses)), 1), gradient);
        return [tf.tensorScatterUpdate(scaled, keptPlaces, atTarget)];
      },
    };
  });
}
