import { ln } from '@collapse-bench/core';
import * as tf from '@tensorflow/tfjs';
import { withGradient } from './with-gradient.js';

/** sqrt(2 / pi), and the logarithm of 2 / sqrt(pi). */
const SLOPE = Math.sqrt(2 / Math.PI);
const LOG_DENSITY = ln(2) - 0.5 * ln(Math.PI);
const CUBIC = 0.044715;

/**
 * Gaussian error linear unit x Phi(x) (Hendrycks and Gimpel 2016), as `torch.nn.functional.gelu`; its slope is
 * Phi(x) + x phi(x).
 */
export function gelu(x: tf.Tensor): tf.Tensor {
  // Twice Phi and twice the slope: halving is a factor that the matrix products around take in.
  return withGradient([x], (input) => {
    const root = tf.mul(input, Math.SQRT1_2);
    const twice = tf.add(tf.erf(root), 1);
    return {
      value: tf.mul(tf.mul(input, twice), 0.5),
      saved: [root, twice],
      backward: (gradient, keptRoot, keptTwice) => {
        const density = tf.exp(tf.sub(LOG_DENSITY, tf.square(keptRoot)));
        return [tf.mul(tf.mul(gradient, 0.5), tf.add(keptTwice, tf.mul(keptRoot, density)))];
      },
    };
  });
}

/**
 * The approximation of `gelu` with a hyperbolic tangent, as `torch.nn.functional.gelu` with approximate = 'tanh':
 * x (1 + tanh u) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3), which is x sigmoid(2 u).
 */
export function geluTanh(x: tf.Tensor): tf.Tensor {
  return withGradient([x], (input) => {
    const square = tf.square(input);
    const argument = tf.mul(input, tf.add(tf.mul(square, 2 * SLOPE * CUBIC), 2 * SLOPE));
    const gate = tf.sigmoid(argument);
    const value = tf.mul(input, gate);
    return {
      value,
      saved: [square, gate, value],
      backward: (gradient, keptSquare, keptGate, keptValue) => {
        const inner = tf.add(tf.mul(keptSquare, 6 * SLOPE * CUBIC), 2 * SLOPE);
        const slope = tf.add(keptGate, tf.mul(tf.mul(keptValue, tf.sub(1, keptGate)), inner));
        return [tf.mul(gradient, slope)];
      },
    };
  });
}
