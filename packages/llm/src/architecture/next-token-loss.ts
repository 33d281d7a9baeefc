import { softmaxCrossEntropy, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from './config.js';
import type { Drop } from './dropout.js';
import { hiddenStates, logitsOf } from './forward.js';

/**
 * -ln p of each token but the first of its row, given those before it, in nats.
 *
 * @param ids int32 [rows, length], length at least 2
 * @returns float32 [rows, length - 1]
 */
export function nextTokenLosses(config: TransformerConfig, p: Tensors, ids: tf.Tensor, drop?: Drop): tf.Tensor2D {
  const [rows, length] = ids.shape;
  if (length < 2) throw new RangeError(`expected sequences of at least 2 tokens, found ${length}`);
  const hidden = tf.reshape(hiddenStates(config, p, ids, drop), [rows, length, config.width]);
  const before = tf.reshape(tf.slice(hidden, [0, 0, 0], [rows, length - 1, config.width]), [rows * (length - 1), config.width]);
  const targets = tf.reshape(tf.slice(ids, [0, 1], [rows, length - 1]), [rows * (length - 1)]);
  return tf.reshape(softmaxCrossEntropy(logitsOf(config, p, before), targets), [rows, length - 1]);
}

/**
 * Mean of `nextTokenLosses`, as the `loss` of Hugging Face's models.
 *
 * @param weights float32 [rows, 1] or [rows, length - 1], >= 0 and not all 0: how much each row, or token, counts in the mean;
 * rows of 0 fill up a batch that is not full. Absent: all the same
 */
export function nextTokenLoss(
  config: TransformerConfig,
  p: Tensors,
  ids: tf.Tensor,
  weights?: tf.Tensor,
  drop?: Drop,
): tf.Tensor {
  const losses = nextTokenLosses(config, p, ids, drop);
  if (weights === undefined) return tf.mean(losses);
  const tokensOfWeight = losses.size / weights.size;
  return tf.div(tf.sum(tf.mul(losses, weights)), tf.mul(tf.sum(weights), tokensOfWeight));
}
