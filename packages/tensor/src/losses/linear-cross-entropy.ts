import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/**
 * Cross-entropy of each row's target under the softmax of its products with a table: log sum_c exp(h . t_c) - h . t_target, as
 * `softmaxCrossEntropy(matMul(hidden, table, false, true), targets)`. With many classes the logits are the largest tensors of
 * a model; here the factor by which a row counts meets the narrow hidden rows in their place, so that the backward pass walks
 * through [rows, classes] once (the overwritten targets) and not three times.
 *
 * @param hidden float32 [rows, width]
 * @param table float32 [classes, width]
 * @param targets int32 [rows], each of [0, classes); one out of range gives garbage, as in TensorFlow.js
 * @returns float32 [rows], in nats
 * @throws RangeError for other shapes
 */
export function linearCrossEntropy(hidden: tf.Tensor, table: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const [rows, width] = hidden.shape;
  if (hidden.rank !== 2 || table.rank !== 2 || table.shape[1] !== width) {
    throw new RangeError(`expected [rows, width] and [classes, width], found [${hidden.shape}] and [${table.shape}]`);
  }
  if (targets.rank !== 1 || targets.shape[0] !== rows) {
    throw new RangeError(`expected targets of shape [${rows}], found [${targets.shape}]`);
  }
  // Joined to a column of row numbers, places differ whatever the targets are: one write each, in any order.
  const numbers = Int32Array.from({ length: rows }, (_, row) => row);
  const places = tf.concat([tf.tensor2d(numbers, [rows, 1], 'int32'), tf.reshape(targets, [rows, 1])], 1);
  return withGradient([hidden, table], (h, t) => {
    const logits = tf.matMul(h as tf.Tensor2D, t as tf.Tensor2D, false, true);
    const probabilities = tf.softmax(logits);
    const below = tf.sub(tf.max(logits, 1), tf.gatherND(logits, places));
    const value = tf.sub(below, tf.log(tf.max(probabilities, 1)));
    return {
      value,
      saved: [h, t, probabilities, value, places],
      backward: (gradient, keptHidden, keptTable, kept, losses, keptPlaces) => {
        const byLogits = tf.tensorScatterUpdate(kept, keptPlaces, tf.sub(tf.exp(tf.neg(losses)), 1)) as tf.Tensor2D;
        const counts = tf.reshape(gradient, [rows, 1]);
        return [
          tf.mul(tf.matMul(byLogits, keptTable as tf.Tensor2D), counts),
          tf.matMul(byLogits, tf.mul(keptHidden, counts) as tf.Tensor2D, true, false),
        ];
      },
    };
  });
}
