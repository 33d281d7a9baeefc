import { exp, type Oracle, oncePerSetting, type Prediction, type Statistic, walk } from '@collapse-bench/core';
import { logChiMean } from './chi-mean.js';
import { logDeterminant } from './log-determinant.js';
import { replaceMoments } from './normal-chain.js';
import { type GaussianSetting, isExact, realNormal, replacedSizes, samplingBias, traceOf } from './regime.js';
import { knownValue, lognormalSkewness } from './testable.js';
import { wassersteinMoments, wassersteinVarianceDeviation } from './wasserstein-moments.js';

/**
 * ln det S_k down to which double arithmetic follows the law: s stays well above the rounding of the mean (points) and, in
 * several dimensions, the smallest direction above the rounding of the largest.
 */
const LEAST_LOG = { one: -60, several: -30 };

/** E s_k / sigma_0 = prod c4(M_i) sqrt(lambda^(k-1)), with sqrt(1 - 1/M_i) more under ddof = 0. */
export function meanStandardDeviation(setting: GaussianSetting, fits: number): number | undefined {
  if (!isReplaced(setting, fits) || setting.samples === Number.POSITIVE_INFINITY) return undefined;
  const { log, root } = standardDeviationFactors(setting)(fits);
  return exp(log) * root;
}

const standardDeviationFactors = oncePerSetting((setting: GaussianSetting) => {
  const sizes = chainSizes(setting);
  const { ddof } = setting.system;
  const bias = samplingBias(setting);
  const factors = ({ log, root }: { log: number; root: number }, fit: number) => {
    const samples = sizes(fit - 1);
    return {
      log: log + logChiMean(samples - 1),
      root: root * Math.sqrt(((samples - 1) / (samples - ddof)) * (fit === 1 ? 1 : bias)),
    };
  };
  return walk(factors({ log: 0, root: 1 }, 1), (from, fit) => factors(from, fit + 1));
});

/** Whether the chain is one of replacement so far: the first fit sees real data under every mitigation. */
function isReplaced(setting: GaussianSetting, fits: number): boolean {
  return fits === 1 || replacedSizes(setting) !== undefined;
}

/** M_i while the chain is one of replacement. */
function chainSizes(setting: GaussianSetting): (index: number) => number {
  return replacedSizes(setting) ?? (() => setting.samples);
}

/** Moments in units of sigma_0, for one normal dimension under replacement. */
function chainOfDegree(degree: number) {
  const moments = oncePerSetting((setting: GaussianSetting) =>
    replaceMoments(chainSizes(setting), setting.system.ddof, samplingBias(setting), degree),
  );
  return (setting: GaussianSetting, fits: number) => {
    const real = realNormal(setting);
    if (!isReplaced(setting, fits) || real === undefined || setting.system.dimension !== 1) return undefined;
    return { moments: moments(setting)(fits), realVariance: real.covariance[0][0] };
  };
}

const chainOf2 = chainOfDegree(2);
const chainOf6 = chainOfDegree(6);
const chainOf8 = chainOfDegree(8);

function oracle(
  id: string,
  metric: string,
  statistic: Exclude<Statistic['kind'], 'exceedance'>,
  summary: string,
  predict: (setting: GaussianSetting, fits: number) => Prediction | undefined,
): Oracle<GaussianSetting> {
  return { id, metric, statistic: { kind: statistic }, summary, predict };
}

export const replaceOracles: readonly Oracle<GaussianSetting>[] = [
  oracle(
    'G1-w2',
    'w2-squared',
    'mean',
    'One dimension, replace: E W2^2 = sigma_0^2 (E x^2 + E s^2 + 1 - 2 E s); with ddof = 1 and constant M, k/M + 2(1 - c4^k).',
    (setting, fits) => {
      const known = isExact(setting) ? chainOf6(setting, fits) : undefined;
      if (known === undefined) return undefined;
      const { mean, variance, skewness } = wassersteinMoments(known.moments);
      if (setting.samples === Number.POSITIVE_INFINITY) return knownValue(known.realVariance * mean, 0, 0);
      return knownValue(known.realVariance * mean, known.realVariance * Math.sqrt(Math.max(0, variance)), skewness);
    },
  ),
  oracle(
    'G1-w2-variance',
    'w2-squared',
    'variance',
    'One dimension, replace: Var W2^2 from the exact recursion of the joint moments. Its estimate is too skew for a normal test.',
    (setting, fits) => {
      const known = isExact(setting) ? chainOf8(setting, fits) : undefined;
      if (known === undefined || setting.samples === Number.POSITIVE_INFINITY) return undefined;
      const unit = known.realVariance * known.realVariance;
      const deviation = unit * wassersteinVarianceDeviation(known.moments);
      return knownValue(unit * wassersteinMoments(known.moments).variance, deviation, Number.POSITIVE_INFINITY);
    },
  ),
  oracle(
    'G1-standard-deviation',
    'standard-deviation',
    'mean',
    'One dimension, replace: E s_k = sigma_0 c4^k (ddof = 1), so s_k goes to 0 while E s_k^2 stays.',
    (setting, fits) => {
      const known = chainOf2(setting, fits);
      const mean = meanStandardDeviation(setting, fits);
      if (known === undefined || mean === undefined) return undefined;
      const { moment } = known.moments;
      const spread = Math.max(0, moment(0, 2) - moment(0, 1) * moment(0, 1));
      const unit = Math.sqrt(known.realVariance);
      return knownValue(unit * mean, unit * Math.sqrt(spread), lognormalSkewness(spread / (mean * mean)));
    },
  ),
  oracle(
    'G1-log-det',
    'log-det-ratio',
    'mean',
    'Replace: E ln(det S_k/det Sigma_0) = sum over fits and j <= N of psi((M-j)/2) + ln(2/(M - ddof)); light-tailed at every k.',
    (setting, fits) => {
      if (!isReplaced(setting, fits) || realNormal(setting) === undefined) return undefined;
      const { dimension, ddof } = setting.system;
      const law = logDeterminant(chainSizes(setting), dimension, ddof, samplingBias(setting), fits);
      if (law === undefined) return undefined;
      const deviation = Math.sqrt(law.variance);
      if (law.mean - 8 * deviation < (dimension === 1 ? LEAST_LOG.one : LEAST_LOG.several)) return undefined;
      return knownValue(law.mean, deviation, 0);
    },
  ),
  oracle(
    'Fig12',
    'mean-absolute-error',
    'mean',
    'One fit to real data: |m_1 - mu_0| is half normal with mean sigma_0 sqrt(2/(pi M)), sd sigma_0 sqrt((1 - 2/pi)/M) (Fig. 12).',
    (setting, fits) => {
      const real = realNormal(setting);
      const { samples, system } = setting;
      if (fits !== 1 || real === undefined || system.dimension !== 1 || !isExact(setting)) return undefined;
      const error = Math.sqrt(traceOf(real.covariance) / samples);
      return knownValue(error * Math.sqrt(2 / Math.PI), error * Math.sqrt(1 - 2 / Math.PI), 1);
    },
  ),
  ...[0.1, 0.5].map(
    (threshold): Oracle<GaussianSetting> => ({
      id: `G5-${threshold}`,
      metric: 'standard-deviation',
      statistic: { kind: 'exceedance', threshold },
      summary: `Replace: P(s_k > ${threshold}) <= E s_k / ${threshold} (Markov; with ddof = 1, sigma_0 c4^k / ${threshold}; Suresh et al. 2412.17646).`,
      predict: (setting, fits) => {
        const real = realNormal(setting);
        const mean = meanStandardDeviation(setting, fits);
        if (real === undefined || mean === undefined || setting.system.dimension !== 1) return undefined;
        const value = (Math.sqrt(real.covariance[0][0]) * mean) / threshold;
        return value < 1 ? { value, kind: 'upper-bound' } : undefined;
      },
    }),
  ),
];
