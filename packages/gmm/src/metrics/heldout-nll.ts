import { type Metric, ok, type PointSet, type RealTruth } from '@collapse-bench/core';
import { logLikelihood } from '../log-density.js';
import type { GmmParams } from '../params.js';
import { fittedMixture } from './fitted-mixture.js';

const SAMPLES = 10_000;

export const heldoutNll: Metric<GmmParams, RealTruth, PointSet> = {
  id: 'heldout-nll',
  summary: 'Mean negative log-likelihood -ln p_k(x) of 10,000 new draws from the real distribution.',
  source: 'Schaeffer et al. 2503.03150 (population risk); Shumailov et al. 2305.17493, Section 5.1',
  unit: 'nat',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'collapse multiplies it; a twentieth is far from that' },
  evaluate: ({ params, truth, real }, rng) => {
    const sum = logLikelihood(fittedMixture(params, truth), real(SAMPLES, rng));
    if (sum !== undefined && Number.isFinite(sum)) return ok(-sum / SAMPLES);
    return { status: 'diverged', reason: 'a component is singular or out of reach, so real data have no density to speak of' };
  },
};
