import type { Divergence } from '@collapse-bench/core';
import type { NetworkId } from './images.js';

/** A fitted variational autoencoder. */
export interface VaeParams {
  readonly network: NetworkId;
  /** Dimensions of the latent space. */
  readonly latents: number;
  /** Row-major float32 tensors by name, encoder and decoder. */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Mean loss of an image over the last epoch, in nats: -ELBO at one latent draw an image. */
  readonly finalLoss: number;
  /** The fit, or one before it in its chain, diverged: `parameters` are those before the epoch in which it did. */
  readonly diverged?: Divergence;
}
