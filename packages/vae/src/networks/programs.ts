import type { Rng } from '@collapse-bench/core';
import {
  adam,
  initialParameters,
  lossProgram,
  type Parameters,
  type Program,
  packSmall,
  type TensorSpecs,
  type Training,
} from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { type NetworkId, PIXELS } from '../images.js';
import { elboLoss, imageLosses, lossInputs } from './loss.js';
import { networks } from './networks.js';

/** What makes one compiled program differ from another of its kind. */
export interface ProgramShape {
  readonly network: NetworkId;
  readonly latents: number;
  readonly batch: number;
}

/** Parameters of a network, encoder first. */
export function parametersFor({ network, latents }: Pick<ProgramShape, 'network' | 'latents'>): Parameters {
  return { ...networks[network].encoder(latents), ...networks[network].decoder(latents) };
}

/** First values of all parameters, as PyTorch begins its layers. */
export function firstParameters(shape: Pick<ProgramShape, 'network' | 'latents'>, rng: Rng): Record<string, Float32Array> {
  return initialParameters(parametersFor(shape), rng);
}

/** Steps of Adam down `elboLoss`. */
export function vaeTraining({ network, latents, batch }: ProgramShape, weightDecay: number): Training {
  const parameters = parametersFor({ network, latents });
  return {
    parameters,
    inputs: lossInputs(batch, latents),
    loss: elboLoss(networks[network]),
    optimizer: adam({ weightDecay }),
    packing: packSmall(parameters, networks[network].packBelow),
  };
}

/** `elboLoss` alone; state: `parameters/<name>`. */
export function elboProgram({ network, latents, batch }: ProgramShape): Program {
  const parameters = parametersFor({ network, latents });
  return lossProgram({ parameters, inputs: lossInputs(batch, latents), loss: elboLoss(networks[network]) });
}

/** Images, [batch, 784] in [0, 1], and `draws`, [batch, latents], to the `losses` of each, [batch]; state: all parameters. */
export function imageLossesProgram({ network, latents, batch }: ProgramShape): Program {
  const { images, draws } = lossInputs(batch, latents);
  return {
    state: specsOf(parametersFor({ network, latents })),
    inputs: { images, draws },
    step: (state, inputs) => ({ state, outputs: { losses: imageLosses(networks[network], state, inputs) } }),
  };
}

/** Images, [batch, 784] in [0, 1], to `means` and `logVariances`, each [batch, latents]; state: the encoder's parameters. */
export function encodeProgram({ network, latents, batch }: ProgramShape): Program {
  return {
    state: specsOf(networks[network].encoder(latents)),
    inputs: { images: { shape: [batch, PIXELS], type: 'float32' } },
    step(state, { images }) {
      const { mean, logVariance } = networks[network].encode(state, images as tf.Tensor2D);
      return { state, outputs: { means: mean, logVariances: logVariance } };
    },
  };
}

/** Latents, [batch, latents], to the `pixels` that are their means, [batch, 784] in [0, 1]; state: the decoder's parameters. */
export function decodeProgram({ network, latents, batch }: ProgramShape): Program {
  return {
    state: specsOf(networks[network].decoder(latents)),
    inputs: { latents: { shape: [batch, latents], type: 'float32' } },
    step: (state, inputs) => ({
      state,
      outputs: { pixels: tf.sigmoid(networks[network].decode(state, inputs.latents as tf.Tensor2D)) },
    }),
  };
}

const specsOf = (parameters: Parameters): TensorSpecs =>
  Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, { shape, type: 'float32' as const }]));
