import * as tf from '@tensorflow/tfjs';

/**
 * Dropout (Srivastava et al. 2014), as `torch.nn.functional.dropout` while training: an element whose draw is below the rate
 * becomes 0, the others grow by 1 / (1 - rate).
 *
 * @param draws uniform on [0, 1), of x's shape: an input of the program
 * @throws RangeError unless rate is of [0, 1)
 */
export function dropout(x: tf.Tensor, draws: tf.Tensor, rate: number): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`expected a rate of [0, 1), found ${rate}`);
  return tf.mul(x, tf.mul(tf.cast(tf.greaterEqual(draws, rate), 'float32'), 1 / (1 - rate)));
}
