import type { Model } from '@collapse-bench/core';
import type { Images } from '../images.js';
import type { VaeOptions } from '../options.js';
import type { VaeParams } from '../params.js';
import { drawImages } from './draw-images.js';

/**
 * A variational autoencoder as a generative model of images. A temperature T samples latents of variance T.
 *
 * A fit whose loss is not finite ends its chain: its params say so (`diverged`), and so do those of all fits after it, which
 * do not train.
 */
export function vaeModel(options: VaeOptions): Model<Images, VaeParams> {
  const { network, latents, epochs, batch, learningRate, weightDecay, data, decoding, start } = options;
  return {
    sampling: ['temperature'],

    async fit({ data: images }, rng, previous) {
      if (previous?.diverged !== undefined) return { params: previous };
      const [{ firstParameters }, { train }] = await Promise.all([
        import('../networks/programs.js'),
        import('../training/train.js'),
      ]);
      const first =
        start === 'previous' && previous !== undefined ? previous.parameters : firstParameters({ network, latents }, rng);
      const trained = await train(images, { network, latents, epochs, batch, learningRate, weightDecay, first }, rng);
      return { params: { network, latents, ...trained } };
    },

    async sample(params, { count, temperature = 1 }, rng) {
      const latentScale = Math.sqrt(temperature);
      if (data === 'resampled') {
        return { parts: [{ kind: 'decoder', count, network: params.network, parameters: params.parameters, latentScale }] };
      }
      return { parts: [{ kind: 'pixels', pixels: await drawImages(params, count, latentScale, decoding, rng) }] };
    },
  };
}
