import * as tf from '@tensorflow/tfjs';
import { keptShape } from './kept-shape.js';
import { withGradient } from './with-gradient.js';

/**
 * Cross-entropy of independent Bernoulli targets under logits, summed over axes (all if left out): the sum of
 * max(l, 0) - l x + log(1 + exp(-|l|)), as `torch.nn.functional.binary_cross_entropy_with_logits` with reduction 'sum'. Its
 * gradient by the logits is sigmoid(l) - x; the targets, of the logits' shape and in [0, 1], get none.
 */
export function sigmoidCrossEntropy(logits: tf.Tensor, targets: tf.Tensor, axes?: readonly number[]): tf.Tensor {
  const shape = keptShape(logits.shape, axes);
  return withGradient([logits], (l) => {
    // log(1 + exp(-|l|)), as -log sigmoid(|l|): ONNX Runtime's softplus takes five times as long as these operations.
    const tail = tf.log(tf.sigmoid(tf.abs(l)));
    const each = tf.sub(tf.sub(tf.relu(l), tf.mul(l, targets)), tail);
    return {
      value: tf.sum(each, axes as number[] | undefined),
      saved: [l, targets],
      backward: (gradient, kept, x) => [tf.mul(tf.sub(tf.sigmoid(kept), x), tf.reshape(gradient, shape))],
    };
  });
}
