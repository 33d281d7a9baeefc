import * as tf from '@tensorflow/tfjs';

/** PyTorch's guard against a norm of 0. */
const GUARD = 1e-6;

/** The Euclidean norm of all gradients together, a scalar. */
export function globalNorm(gradients: readonly tf.Tensor[]): tf.Scalar {
  return tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)) as tf.Scalar)));
}

/**
 * Scales gradients so that their global norm is at most `maxNorm`, as `torch.nn.utils.clip_grad_norm_`: every gradient is
 * multiplied by min(1, maxNorm / (norm + 1e-6)).
 *
 * @returns the gradients, and their norm before
 * @throws RangeError unless maxNorm > 0
 */
export function clipNorm(
  gradients: readonly tf.Tensor[],
  maxNorm: number,
): { readonly gradients: tf.Tensor[]; readonly norm: tf.Scalar } {
  if (!(maxNorm > 0)) throw new RangeError(`expected a largest norm above 0, found ${maxNorm}`);
  const norm = globalNorm(gradients);
  const coefficient = tf.minimum(tf.div(maxNorm, tf.add(norm, GUARD)), 1);
  return { gradients: gradients.map((gradient) => tf.mul(gradient, coefficient)), norm };
}
