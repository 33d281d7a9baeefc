import type { RealTruth, System } from '@collapse-bench/core';
import { checkGaussian, mostGaussianSamples } from './check.js';
import { gaussianMetrics } from './metrics/index.js';
import { createGaussian, type GaussianData } from './model/create.js';
import { type GaussianOptions, gaussianOptions } from './options.js';
import type { GaussianParams } from './params.js';
import { gaussianOracles } from './theory/index.js';

export const gaussian: System<GaussianOptions, GaussianData, GaussianParams, RealTruth> = {
  id: 'gaussian',
  summary: 'A normal distribution, in one or more dimensions, refitted to its own samples.',
  source: 'Shumailov et al. 2305.17493, Sections 3.1, 4.2, 4.3 and A.2',
  determinism: 'portable',
  options: gaussianOptions,
  check: checkGaussian,
  mostSamples: mostGaussianSamples,
  create: createGaussian,
  metrics: gaussianMetrics,
  oracles: gaussianOracles,
  aspects: {
    risk: { metric: 'w2-squared' },
    variance: { metric: 'variance-ratio' },
    tails: { metric: 'tail-mass' },
  },
};
