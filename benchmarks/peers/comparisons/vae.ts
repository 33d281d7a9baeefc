import { streamAt, streamKey } from '@collapse-bench/core';
import { type Images, type VaeOptions, type VaeParams, vae } from '@collapse-bench/vae';
import type { Comparison, PeerRow, Side } from '../comparison.js';

const PIXELS = 784;

type Network = VaeOptions['network'];

/** Whole fits and samples of an autoencoder beside PyTorch's, from bytes to parameters and back. */
export const vaeComparison: Comparison = {
  name: 'vae',
  title: 'an epoch over images and sampling them, data pipeline and partial last batch included, beside PyTorch on one thread',
  rowSeconds: 30,
  rows: [
    // Either side begins with its own random parameters: losses differ as between seeds, by some hundredths.
    epochRow('mlp', 60_000, 1.2, 10),
    epochRow('conv', 2560, 0.7, 30),
    samplingRow('mlp', 60_000, 'means'),
    samplingRow('mlp', 60_000, 'draws'),
    samplingRow('conv', 2560, 'means'),
  ],
  onlyByName: 'needs PyTorch (python3 -m pip install torch)',
};

const options = (network: Network, decoding: VaeOptions['decoding'] = 'means'): VaeOptions => ({
  network,
  latents: 20,
  pixels: 'grey',
  trainImages: 60_000,
  epochs: 1,
  batch: 256,
  learningRate: 1e-3,
  weightDecay: 1e-5,
  data: 'fixed-set',
  decoding,
  start: 'fresh',
});

function epochRow(network: Network, images: number, target: number, tolerance: number): PeerRow {
  return {
    name: `${network}, an epoch of ${images.toLocaleString('en')}, batch 256`,
    unit: 'images',
    work: images,
    ours: () => epochSide(network, images),
    peer: `torch-vae-epoch-${network}`,
    tolerance,
    target,
  };
}

function samplingRow(network: Network, images: number, decoding: VaeOptions['decoding']): PeerRow {
  return {
    name: `${network}, sampling ${images.toLocaleString('en')}, ${decoding}`,
    unit: 'images',
    work: images,
    ours: () => samplingSide(network, images, decoding),
    peer: `torch-vae-${decoding}-${network}`,
    // All pixels of the convolutional decoder share one bias, begun at random.
    tolerance: network === 'mlp' ? 4 : 30,
    target: network === 'mlp' ? 1 : 0.7,
  };
}

/** Bytes that cases_vae.py makes too. */
function givenImages(count: number): Images {
  const pixels = new Uint8Array(count * PIXELS);
  for (let i = 0; i < pixels.length; i++) pixels[i] = ((i * 7919) % 10_007) % 256;
  return { parts: [{ kind: 'pixels', pixels }] };
}

/** Fits for one epoch from fresh parameters; agrees on the mean loss of an image. */
function epochSide(network: Network, count: number): Side {
  const { model } = vae.create(options(network));
  const data = givenImages(count);
  const rng = streamAt(streamKey(1, 'peers/vae'), 0);
  let loss = Number.NaN;
  return {
    async run() {
      loss = (await model.fit({ data }, rng, undefined)).params.finalLoss;
    },
    agree: () => loss,
  };
}

/** Samples a model that has learnt next to nothing; agrees on the mean byte. */
function samplingSide(network: Network, count: number, decoding: VaeOptions['decoding']): Side {
  const { model } = vae.create(options(network, decoding));
  const rng = streamAt(streamKey(1, 'peers/vae'), 0);
  let params: VaeParams | undefined;
  let sampled: Images | undefined;
  return {
    async run() {
      params ??= (await model.fit({ data: givenImages(1) }, rng, undefined)).params;
      sampled = await model.sample(params, { count }, rng);
    },
    agree() {
      const [part] = sampled?.parts ?? [];
      if (part?.kind !== 'pixels') return Number.NaN;
      return part.pixels.reduce((sum, byte) => sum + byte, 0) / part.pixels.length;
    },
  };
}
