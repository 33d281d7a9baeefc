import { asMixture, mixtureL2Squared, type Oracle, realTruth } from '@collapse-bench/core';
import { type GaussianSetting, isExact, samplingBias } from './regime.js';

/**
 * G7, the misspecified case of Section 3.1 without sampling error: one normal fitted to a mixture takes its moments, and
 * from then on is fitted to what it can express. The functional error is all there at the first generation.
 */
export const populationOracles: readonly Oracle<GaussianSetting>[] = [
  {
    id: 'G7',
    metric: 'l2-squared',
    statistic: { kind: 'mean' },
    summary: 'Whole populations of a mixture: the functional error of the moment-matched normal, at every generation the same.',
    predict: (setting, fits) => {
      const { system, samples } = setting;
      if (samples !== Number.POSITIVE_INFINITY || system.real.kind !== 'mixture' || !isExact(setting)) return undefined;
      if (samplingBias(setting) !== 1 && fits > 1) return undefined;
      const truth = realTruth(system.real);
      const matched = { weight: 1, mean: truth.mean, covariance: truth.covariance };
      const value = mixtureL2Squared(asMixture([matched], truth.dimension), asMixture(truth.components, truth.dimension));
      return { value, deviation: 0, kind: 'exact' };
    },
  },
];
