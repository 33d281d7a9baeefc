import { type Metric, ok, type RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';

export const absorptionTime: Metric<GaussianParams, RealTruth> = {
  id: 'absorption-time',
  summary: 'First generation whose model is a point mass for double arithmetic, s < 2^-52 max(|m|, sigma_0).',
  source: 'Shumailov et al. 2305.17493, Section 4.2 (the process terminates as a delta function)',
  unit: 'generation',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'the time itself scatters by a third at M = 100' },
  evaluate: ({ absorbedAt, generation }) =>
    absorbedAt === undefined ? { status: 'undefined', reason: `not absorbed by generation ${generation}` } : ok(absorbedAt),
};
