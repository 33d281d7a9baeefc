import * as tf from '@tensorflow/tfjs';
import { keptShape } from './kept-shape.js';
import { withGradient } from './with-gradient.js';

/**
 * Kullback-Leibler divergence of N(mean, exp(logVariance)) from the standard normal, summed over axes (all if left out):
 * (exp(v) + m^2 - 1 - v) / 2 (Kingma and Welling 2014, appendix B). Gradients: m, and (exp(v) - 1) / 2.
 */
export function gaussianKl(mean: tf.Tensor, logVariance: tf.Tensor, axes?: readonly number[]): tf.Tensor {
  const shape = keptShape(mean.shape, axes);
  return withGradient([mean, logVariance], (m, v) => {
    const excess = tf.sub(tf.exp(v), 1);
    const each = tf.mul(tf.sub(tf.add(excess, tf.square(m)), v), 0.5);
    return {
      value: tf.sum(each, axes as number[] | undefined),
      saved: [m, excess],
      backward: (gradient, kept, keptExcess) => {
        const spread = tf.reshape(gradient, shape);
        return [tf.mul(kept, spread), tf.mul(keptExcess, tf.mul(spread, 0.5))];
      },
    };
  });
}
