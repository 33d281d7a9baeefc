import { gaussianKl, type Loss, sigmoidCrossEntropy, type TensorSpecs, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { PIXELS } from '../images.js';
import type { Network } from './network.js';

/**
 * What the loss of a batch takes: the images, in [0, 1]; standard normal draws; and what each image counts, 1 / n for n images
 * that count the same. Rows that count 0 fill up a batch that is not full.
 */
export function lossInputs(batch: number, latents: number): TensorSpecs {
  return {
    images: { shape: [batch, PIXELS], type: 'float32' },
    draws: { shape: [batch, latents], type: 'float32' },
    counts: { shape: [batch], type: 'float32' },
  };
}

/**
 * -ELBO of each image at one draw, in nats (beta 1): the cross-entropy of the pixels, summed over an image, plus the divergence of
 * q(z given x) from the standard normal; z = mean + draw exp(logVariance / 2).
 *
 * @returns float32 [batch]
 */
export function imageLosses({ encode, decode }: Network, parameters: Tensors, { images, draws }: Tensors): tf.Tensor {
  const { mean, logVariance } = encode(parameters, images as tf.Tensor2D);
  const latents = tf.add(mean, tf.mul(draws, tf.exp(tf.mul(logVariance, 0.5))));
  const logits = decode(parameters, latents as tf.Tensor2D);
  return tf.add(sigmoidCrossEntropy(logits, images, [1]), gaussianKl(mean, logVariance, [1]));
}

/** `imageLosses` summed over images, each times what it counts. */
export function elboLoss(network: Network): Loss {
  return (parameters, inputs) => tf.sum(tf.mul(imageLosses(network, parameters, inputs), inputs.counts));
}
