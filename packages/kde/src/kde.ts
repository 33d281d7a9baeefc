import type { PointSet, RealTruth, System } from '@collapse-bench/core';
import { checkKde, mostKdeSamples } from './check.js';
import { kdeMetrics } from './metrics/index.js';
import { createKde } from './model/create.js';
import { type KdeOptions, kdeOptions } from './options.js';
import type { KdeParams } from './params.js';
import { kdeOracles } from './theory/index.js';

export const kde: System<KdeOptions, PointSet, KdeParams, RealTruth> = {
  id: 'kde',
  summary: 'A Gaussian kernel density estimate, in one or more dimensions, refitted to its own samples.',
  source: 'Kazdan et al. 2410.16713, kernel density estimation; scipy.stats.gaussian_kde',
  determinism: 'portable',
  options: kdeOptions,
  check: checkKde,
  mostSamples: mostKdeSamples,
  create: createKde,
  metrics: kdeMetrics,
  oracles: kdeOracles,
  aspects: {
    risk: { metric: 'w2-squared' },
    variance: { metric: 'variance-ratio' },
    tails: { metric: 'tail-mass' },
    modes: { metric: 'mode-coverage' },
  },
};
