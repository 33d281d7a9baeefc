import { type PointSet, type RealTruth, type System, samplesPicture } from '@collapse-bench/core';
import { checkGmm, mostGmmSamples } from './check.js';
import { createGmm } from './create.js';
import { gmmMetrics } from './metrics/index.js';
import { type GmmOptions, gmmOptions } from './options.js';
import type { GmmParams } from './params.js';
import { densityPicture } from './pictures/density-picture.js';
import { gmmOracles } from './theory/oracles.js';

/** Section 5.1: a Gaussian mixture, fitted by expectation-maximisation and resampled. */
export const gmm: System<GmmOptions, PointSet, GmmParams, RealTruth> = {
  id: 'gmm',
  summary: 'A Gaussian mixture refitted by expectation-maximisation to its own samples.',
  source: 'Shumailov et al. 2305.17493, Section 5.1, Fig. 7 and 13',
  determinism: 'portable',
  options: gmmOptions,
  check: checkGmm,
  mostSamples: mostGmmSamples,
  create: createGmm,
  metrics: gmmMetrics,
  oracles: gmmOracles,
  pictures: ({ dimension }) =>
    dimension === 1 ? [densityPicture] : [samplesPicture<RealTruth, PointSet>(({ points }) => points, dimension)],
  aspects: {
    risk: { metric: 'l2-squared' },
    variance: { metric: 'variance-ratio' },
    modes: { metric: 'mode-coverage' },
  },
};
