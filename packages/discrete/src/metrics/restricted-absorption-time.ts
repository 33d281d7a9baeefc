import { type Metric, ok } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

export const restrictedAbsorptionTime: Metric<DiscreteParams, DiscreteTruth> = {
  id: 'restricted-absorption-time',
  summary: 'min(T, n): the absorption time cut at the present generation n, so that it is defined for every run.',
  source: 'Royston and Parmar 2013 (restricted mean survival time); Shumailov et al. 2305.17493, Appendix A.1',
  unit: 'generations',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'a tenth of the time to collapse' },
  evaluate: ({ absorbedAt, generation }) => ok(absorbedAt ?? generation),
};
