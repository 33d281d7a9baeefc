import { type Oracle, type Prediction, realTruth, type Setting, scheduledSamples } from '@collapse-bench/core';
import type { GmmOptions } from '../options.js';
import { type MomentChain, momentStep, type NormalMomentChain, normalMomentStep, realNormalChain } from './moment-chain.js';

export type GmmSetting = Setting<GmmOptions>;

/** Beyond this skewness of one replicate's value a normal test of the replicates' mean is not to be trusted. */
const LARGEST_SKEWNESS = 5;
/** Rounding of the smallest eigenvalue, which sits on the bound once a component is flat. */
const ROUNDING = 1e-9;

/** All that is known in closed form of this system. */
export const gmmOracles: readonly Oracle<GmmSetting>[] = [
  {
    id: 'G2-variance-ratio',
    metric: 'variance-ratio',
    statistic: { kind: 'mean' },
    summary:
      'Replace: E Tr S_k = (1 - 1/M) E Tr S_(k-1) + d regCovar for any number of components, as an M step keeps total moments; with one component and regCovar = 0, (1 - 1/M)^k (G2).',
    predict: (setting, fits) => {
      const moments = chain(setting, fits);
      if (moments === undefined) return undefined;
      const truth = realTruth(setting.system.real);
      let real = 0;
      for (let a = 0; a < truth.dimension; a++) real += truth.covariance[a * truth.dimension + a];
      const { trace } = moments.means;
      if (moments.normal === undefined) return { value: trace / real, kind: 'asymptotic' };
      const variance = moments.normal.traceSquared - trace * trace;
      return known(trace / real, variance / (real * real), lognormalSkewness(variance / (trace * trace)));
    },
  },
  {
    id: 'G2-mean-shift-squared',
    metric: 'mean-shift-squared',
    statistic: { kind: 'mean' },
    summary:
      'Replace: E |m_k - mu_0|^2 = sum of E Tr S_i / M_i over the fits before, for any number of components; with one and regCovar = 0, Tr Sigma_0 (1 - (1 - 1/M)^k) (G2).',
    predict: (setting, fits) => {
      const moments = chain(setting, fits);
      if (moments === undefined) return undefined;
      const { shift } = moments.means;
      if (moments.normal === undefined) return { value: shift, kind: 'asymptotic' };
      const variance = moments.normal.shiftSquared - shift * shift;
      return known(shift, variance, scaledChiSquareSkewness(variance / (shift * shift), setting.system.dimension));
    },
  },
  {
    id: 'reg-covar-floor',
    metric: 'component-sd-min',
    statistic: { kind: 'mean' },
    summary: 'No standard deviation of a component is below the root of regCovar: 1e-3 in the released code.',
    predict: ({ system: { regCovar } }) =>
      regCovar > 0 ? { value: Math.sqrt(regCovar) * (1 - ROUNDING), kind: 'lower-bound' } : undefined,
  },
];

interface KnownMoments {
  readonly means: MomentChain;
  /** Where every model and the real distribution are one normal. */
  readonly normal: NormalMomentChain | undefined;
}

/** Moments after `fits` fits; undefined where a data set is not made of the last model's samples alone. */
function chain(setting: GmmSetting, fits: number): KnownMoments | undefined {
  const { system, mitigation, samples } = setting;
  const { real, components, covariance, regCovar, dimension } = system;
  const replaced = mitigation.id === 'replace' || mitigation.id === 'grow-samples';
  // Model 1 is fitted to real data under every mitigation.
  if (!replaced && fits > 1) return undefined;
  const schedule = mitigation.schedule as Parameters<typeof scheduledSamples>[0];
  const size = (index: number) => (mitigation.id === 'grow-samples' ? scheduledSamples(schedule, samples, index) : samples);
  const truth = realTruth(real);
  if (components === 1 && truth.components.length === 1) {
    let normal = realNormalChain(truth.covariance, dimension);
    for (let fit = 1; fit <= fits; fit++) normal = normalMomentStep(normal, covariance, size(fit - 1), regCovar, dimension);
    return { means: normal, normal };
  }
  let trace = 0;
  for (let a = 0; a < dimension; a++) trace += truth.covariance[a * dimension + a];
  let means: MomentChain = { trace, shift: 0 };
  for (let fit = 1; fit <= fits; fit++) means = momentStep(means, size(fit - 1), regCovar, dimension);
  return { means, normal: undefined };
}

/** An exactly known mean; `asymptotic` where one replicate's value is too skew for a normal test. */
function known(value: number, variance: number, skewness: number): Prediction {
  const deviation = Math.sqrt(Math.max(0, variance));
  return { value, deviation, kind: Math.abs(skewness) <= LARGEST_SKEWNESS ? 'exact' : 'asymptotic' };
}

/** Skewness of a log-normal variable with this squared coefficient of variation: variances are products of independent factors. */
function lognormalSkewness(squaredVariation: number): number {
  const variation = Math.sqrt(Math.max(0, squaredVariation));
  return variation * (3 + squaredVariation);
}

/** Skewness of V chi^2_d, V log-normal, given the squared coefficient of variation of the product: a squared mean's. */
function scaledChiSquareSkewness(squaredVariation: number, dimension: number): number {
  const scale = Math.max(1, (1 + squaredVariation) / (1 + 2 / dimension));
  const second = (1 + 2 / dimension) * scale;
  const third = (1 + 2 / dimension) * (1 + 4 / dimension) * scale * scale * scale;
  return (third - 3 * second + 2) / ((second - 1) * Math.sqrt(second - 1));
}
