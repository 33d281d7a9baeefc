import { asMixture, ln, type Metric, mixtureL2Squared, needsDensity, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';
import { fittedMixture } from './fitted-mixture.js';

export const logL2Squared: Metric<GmmParams, RealTruth> = {
  id: 'log-l2-squared',
  summary: 'Natural logarithm of the integral of (p_0 - p_k)^2.',
  source: 'Shumailov et al. 2305.17493, Section 5.1 (Fig. 13)',
  unit: 'nat',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.1, reason: 'Fig. 13 spans some ten nats; a tenth of one is below its line width' },
  needs: needsDensity,
  evaluate: ({ params, truth }) => {
    const value = mixtureL2Squared(fittedMixture(params, truth), asMixture(truth.components, truth.dimension));
    if (value === 0) return { status: 'diverged', reason: 'the distance is 0 to rounding, so its logarithm is -Infinity' };
    if (value < Number.POSITIVE_INFINITY) return ok(ln(value));
    return { status: 'diverged', reason: 'a component is singular, and a point mass has no square-integrable density' };
  },
};
