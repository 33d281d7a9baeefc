import { type Metric, needsOneDimension, ok, type PointSet, type RealTruth, w2SquaredOfSamples } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';

const DRAWS = 1000;

export const w2Squared: Metric<KdeParams, RealTruth, PointSet> = {
  id: 'w2-squared',
  summary: `Squared 2-Wasserstein distance between ${DRAWS} draws of the model and ${DRAWS} real ones, exact by sorting, in one dimension; two samples of one normal are about 0.006 sigma_0^2 apart.`,
  source: 'Shumailov et al. 2305.17493, Section 4.2 (R_W2); Villani 2003, theorem 2.18',
  unit: 'squared unit of the data',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'regimes that differ in kind differ by factors, not by tenths' },
  needs: needsOneDimension,
  evaluate: async ({ sample, real }, rng) => {
    const generated = await sample(DRAWS, rng);
    const value = w2SquaredOfSamples(generated.points, real(DRAWS, rng).points);
    return value < Number.POSITIVE_INFINITY ? ok(value) : { status: 'diverged', reason: 'the square of a distance overflows' };
  },
};
