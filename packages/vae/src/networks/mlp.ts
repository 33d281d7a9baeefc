import * as tf from '@tensorflow/tfjs';
import { PIXELS } from '../images.js';
import { dense, denseParameters } from './dense.js';
import type { Network } from './network.js';

const HIDDEN = 400;

/**
 * The dense autoencoder of Kingma and Welling (2014), 784-400-latents and back, in the form that PyTorch's examples have made
 * common: 400 hidden units and ReLU, where the paper's appendix has 500 and tanh.
 */
export const mlp: Network = {
  encoder: (latents) => ({
    ...denseParameters('hidden', PIXELS, HIDDEN),
    ...denseParameters('mean', HIDDEN, latents),
    ...denseParameters('logVariance', HIDDEN, latents),
  }),
  decoder: (latents) => ({ ...denseParameters('back', latents, HIDDEN), ...denseParameters('pixels', HIDDEN, PIXELS) }),
  packBelow: 2 ** 15,
  encode(p, images) {
    const hidden = tf.relu(dense(images, p.hidden, p.hiddenBias));
    return { mean: dense(hidden, p.mean, p.meanBias), logVariance: dense(hidden, p.logVariance, p.logVarianceBias) };
  },
  decode: (p, latents) => dense(tf.relu(dense(latents, p.back, p.backBias)), p.pixels, p.pixelsBias),
};
