import type { Setting } from '@collapse-bench/core';
import { type NetworkId, PIXELS } from './images.js';
import type { VaeOptions } from './options.js';

/** Multiplications of one image on its way through the encoder and through the decoder; additions come with them. */
const multiplications: Readonly<Record<NetworkId, (latents: number) => { readonly encoder: number; readonly decoder: number }>> =
  {
    mlp: (latents) => ({ encoder: 400 * (PIXELS + 2 * latents), decoder: 400 * (latents + PIXELS) }),
    // Filters of 4 x 4: 14 x 14 places of 64 channels, 7 x 7 of 128; then 6272 numbers to the latents.
    conv: (latents) => {
      const filters = 14 * 14 * 64 * 16 + 7 * 7 * 128 * 64 * 16;
      return { encoder: filters + 6272 * 2 * latents, decoder: filters + 6272 * latents };
    },
  };

/** Training takes three times what a look at an image takes: forward, and back to activations and to parameters. */
const TRAINING = 3;

/**
 * Floating-point operations of a fit and of the images that it is asked for: of a fixed set each image once, of resampled images
 * each of every epoch.
 */
export function vaeOperations({ system, samples }: Setting<VaeOptions>): number {
  const { encoder, decoder } = multiplications[system.network](system.latents);
  const drawn = system.data === 'resampled' ? system.epochs : 1;
  return 2 * samples * (TRAINING * system.epochs * (encoder + decoder) + drawn * decoder);
}
