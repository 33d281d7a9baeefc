import { asMixture, type Metric, mixtureL2Squared, needsDensity, ok, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';
import { fittedMixture } from './fitted-mixture.js';

export const l2Squared: Metric<GmmParams, RealTruth> = {
  id: 'l2-squared',
  summary: 'Integral of (p_0 - p_k)^2 in closed form. Grows without bound as components shrink.',
  source: 'Shumailov et al. 2305.17493, Section 5.1 (Fig. 13)',
  unit: '1 / unit of volume',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.1, reason: 'Fig. 13 shows it over decades; a tenth is below its line width' },
  needs: needsDensity,
  evaluate: ({ params, truth }) => {
    const value = mixtureL2Squared(fittedMixture(params, truth), asMixture(truth.components, truth.dimension));
    if (value < Number.POSITIVE_INFINITY) return ok(value);
    return { status: 'diverged', reason: 'a component is singular, and a point mass has no square-integrable density' };
  },
};
