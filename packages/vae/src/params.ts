import type { NetworkId } from './images.js';

/** Where a fit stopped because its loss was no finite number. */
export interface Divergence {
  /** 1 is the first. */
  readonly epoch: number;
  /** Step of the epoch, 1 is the first. */
  readonly step: number;
  /** What the loss was: NaN, Infinity or -Infinity. */
  readonly loss: number;
}

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

/** In words, for a metric of status `diverged`; undefined where the fit went well. */
export function divergenceReason({ diverged }: VaeParams): string | undefined {
  return diverged && `the loss was ${diverged.loss} at epoch ${diverged.epoch}, step ${diverged.step}`;
}
