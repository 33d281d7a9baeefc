import type { System, SystemInstance } from '@collapse-bench/core';
import { checkVae, mostImages } from './check.js';
import { imageSpace, resampledImageSpace } from './image-space.js';
import type { Images } from './images.js';
import { loadJudge, type VaeTruth } from './metrics/judge.js';
import { vaeMetrics } from './metrics/vae-metrics.js';
import { vaeModel } from './model/vae-model.js';
import { vaeOperations } from './operations.js';
import { type VaeOptions, vaeOptions } from './options.js';
import type { VaeParams } from './params.js';
import { vaePictures } from './pictures/vae-pictures.js';
import { realSource } from './real-source.js';
import { vaeScorer } from './scorer.js';

declare global {
  // What every runtime of ES modules has; the types of one runtime are not wanted here.
  interface ImportMeta {
    url: string;
  }
}

type VaeSystem = System<VaeOptions, Images, VaeParams, VaeTruth>;

function create(options: VaeOptions): SystemInstance<Images, VaeParams, VaeTruth> {
  const { pixels, data } = options;
  const scorer = vaeScorer(options);
  return {
    space: data === 'resampled' ? resampledImageSpace : imageSpace,
    source: realSource(options),
    model: vaeModel(options),
    truth: { pixels },
    ...(scorer && { scorer }),
  };
}

/**
 * Section 5.1: a variational autoencoder of handwritten digits trained on its own images, without labels. A sample is an image.
 * `load` reads MNIST and reads or trains the classifier that metrics judge by; it must have been awaited before real data or
 * metrics are asked for.
 */
export const vae: VaeSystem & Required<Pick<VaeSystem, 'load' | 'module' | 'aspects'>> = {
  id: 'vae',
  summary:
    'A variational autoencoder of MNIST digits retrained on its own images: digits blend into one another, variance is lost.',
  source: 'Shumailov et al. 2305.17493, Section 5.1, Fig. 8, 9; variational autoencoders: Kingma and Welling 1312.6114',
  determinism: 'environment',
  runtime: 'onnxruntime 1.30.0, 1 thread',
  options: vaeOptions,
  check: checkVae,
  mostSamples: mostImages,
  operations: vaeOperations,
  load: ({ pixels }, host) => loadJudge(host, pixels),
  module: import.meta.url,
  create,
  metrics: vaeMetrics,
  oracles: [],
  pictures: vaePictures,
  aspects: {
    risk: { metric: 'frechet-distance' },
    variance: { metric: 'latent-sd', squareRoot: true },
    // Test images that have a generated one near them: rare shapes go first.
    tails: { metric: 'coverage' },
    modes: { metric: 'mode-coverage' },
  },
};
