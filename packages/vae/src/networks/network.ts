import type { Parameters, Tensors } from '@collapse-bench/tensor';
import type * as tf from '@tensorflow/tfjs';

/** Mean and log-variance of q(z given x), each float32 [batch, latents]. */
export interface Posterior {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/** An encoder and a decoder. Both have at least one parameter; names of the two differ, and the encoder has `meanBias`, [latents]. */
export interface Network {
  encoder(latents: number): Parameters;
  decoder(latents: number): Parameters;
  /** Parameters of fewer elements share a vector in training (`packSmall`). */
  readonly packBelow: number;
  /** @param images float32 [batch, 784], in [0, 1] */
  encode(parameters: Tensors, images: tf.Tensor2D): Posterior;
  /**
   * @param latents float32 [batch, latents]
   * @returns logits of the pixels' Bernoulli means, float32 [batch, 784]
   */
  decode(parameters: Tensors, latents: tf.Tensor2D): tf.Tensor2D;
}
