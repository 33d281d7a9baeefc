import { type Metric, unlessDiverged } from '@collapse-bench/core';
import type { Images } from '../images.js';
import type { VaeParams } from '../params.js';
import { activeLatents } from './active-latents.js';
import { classEntropyMetric } from './class-entropy.js';
import { featureMetrics } from './feature-metrics.js';
import { frechetDistanceMetric } from './frechet-distance.js';
import { imageEntropyMetric } from './image-entropy.js';
import type { VaeTruth } from './judge.js';
import { latentSd } from './latent-sd.js';
import { modeCoverageMetric } from './mode-coverage.js';
import { testElbo } from './test-elbo.js';

type VaeMetric = Metric<VaeParams, VaeTruth, Images>;

/** All metrics of the system; of a model whose training diverged, they say that. */
export const vaeMetrics: readonly VaeMetric[] = [
  testElbo,
  latentSd,
  activeLatents,
  frechetDistanceMetric,
  ...featureMetrics,
  classEntropyMetric,
  imageEntropyMetric,
  modeCoverageMetric,
].map((metric) => unlessDiverged(metric));
