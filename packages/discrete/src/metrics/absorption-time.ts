import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const absorptionTime: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'absorption-time',
  summary: 'First generation T whose model has all mass on one state (1: the fit to real data); undefined until then.',
  source: 'Shumailov et al. 2305.17493, Appendix A.1',
  unit: 'generations',
  direction: 'higher-is-better',
  margin: {
    kind: 'relative',
    value: 0.1,
    reason: 'a tenth of the time to collapse; its standard deviation is about half its mean',
  },
  evaluate: ({ absorbedAt, generation }) =>
    absorbedAt === undefined ? { status: 'undefined', reason: `not absorbed by generation ${generation}` } : ok(absorbedAt),
};
