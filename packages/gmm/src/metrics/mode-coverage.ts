import { asMixture, type Metric, needsModes, ok, type PointSet, type RealTruth } from '@collapse-bench/core';
import { meanResponsibilities } from '../log-density.js';
import type { GmmParams } from '../params.js';

/** The share of a mode of half the mass is then known to 0.005. */
const SAMPLES = 10_000;

export const modeCoverage: Metric<GmmParams, RealTruth, PointSet> = {
  id: 'mode-coverage',
  summary:
    'Fraction of the real components with at least half their share: the mean real responsibility of 10,000 model samples, w_j if faithful.',
  source: 'Shumailov et al. 2305.17493, Definition 3.1 (late collapse entangles the modes)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'one run in twenty with a mode more or less' },
  needs: needsModes,
  evaluate: async ({ truth, sample }, rng) => {
    const shares = meanResponsibilities(asMixture(truth.components, truth.dimension), await sample(SAMPLES, rng));
    if (shares === undefined || !shares.every(Number.isFinite)) {
      return { status: 'undefined', reason: 'the samples are out of reach of every real component' };
    }
    const covered = shares.reduce((sum, share, mode) => sum + (share >= truth.components[mode].weight / 2 ? 1 : 0), 0);
    return ok(covered / shares.length);
  },
};
