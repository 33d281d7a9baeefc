import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/**
 * Layer normalisation over the last axis (Ba, Kiros and Hinton 2016), as `torch.nn.functional.layer_norm`:
 * weight (x - mean) / sqrt(variance + epsilon) + bias, with the variance over all elements.
 *
 * @param weight float32 [columns]
 * @param bias float32 [columns]
 */
export function layerNorm(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, epsilon = 1e-5): tf.Tensor {
  const columns = x.shape[x.rank - 1];
  const overRows = x.shape.slice(0, -1).map((_, axis) => axis);
  return withGradient([x, weight, bias], (input, gain, shift) => {
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const normal = tf.mul(centred, scale);
    return {
      value: tf.add(tf.mul(normal, gain), shift),
      saved: [normal, scale, gain],
      backward: (gradient, n, s, g) => {
        const byGain = tf.mul(gradient, n);
        const inner = tf.mul(gradient, g);
        const along = tf.div(tf.sum(tf.mul(byGain, g), -1, true), columns);
        const centre = tf.sub(tf.sub(inner, tf.mean(inner, -1, true)), tf.mul(n, along));
        return [tf.mul(centre, s), tf.sum(byGain, overRows), tf.sum(gradient, overRows)];
      },
    };
  });
}
