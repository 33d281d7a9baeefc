import type { NetworkId } from '../images.js';

/** A network with its parameters: what a fit gives and what a decoder part holds. */
export interface Autoencoder {
  readonly network: NetworkId;
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

/** Dimensions of the latent space of these parameters. */
export function latentsOf(parameters: Autoencoder['parameters']): number {
  return parameters.meanBias.length;
}
