import type { Oracle, Prediction } from '@collapse-bench/core';
import { type GaussianSetting, inverseSizes, realNormal, replacedSizes, samplingBias, traceOf } from './regime.js';
import { meanStandardDeviation } from './replace-oracles.js';

interface NoisyChain {
  readonly sizes: (index: number) => number;
  readonly trace: number;
  readonly magnitude: number;
}

type Noise = 'orthogonal-noise' | 'bounded-noise';

/** Section 4.3 asks E Sigma_{i+1} = Sigma_i: ddof = 1 and plain sampling. */
function covered(setting: GaussianSetting, noise: Noise): NoisyChain | undefined {
  const { approximation, ddof } = setting.system;
  const real = realNormal(setting);
  const sizes = replacedSizes(setting);
  if (real === undefined || sizes === undefined || ddof !== 1 || samplingBias(setting) !== 1) return undefined;
  return approximation.kind === noise
    ? { sizes, trace: traceOf(real.covariance), magnitude: approximation.magnitude }
    : undefined;
}

function oracle(
  id: string,
  metric: string,
  noise: Noise,
  summary: string,
  predict: (chain: NoisyChain, fits: number, setting: GaussianSetting) => Prediction | undefined,
): Oracle<GaussianSetting> {
  return {
    id,
    metric,
    statistic: { kind: 'mean' },
    summary,
    predict: (setting, fits) => {
      const chain = covered(setting, noise);
      return chain && predict(chain, fits, setting);
    },
  };
}

/** Eq. 15 with its noise terms and A.2's Eq. 24 and 25. The equality behind Eq. 15 is `Eq15-mean-shift-squared`. */
export const noisyApproximation: readonly Oracle<GaussianSetting>[] = [
  oracle(
    'Eq15',
    'w2-squared',
    'orthogonal-noise',
    'Eq. 15: E W2^2 >= Tr Sigma S + sum E|eps_i|^2, noise orthogonal to the sample mean; |eps_i|^2 = magnitude^2/M_i.',
    ({ sizes, trace, magnitude }, fits) => lowerBound((trace + magnitude * magnitude) * inverseSizes(sizes, fits)),
  ),
  oracle(
    'Eq24-printed',
    'w2-squared',
    'bounded-noise',
    'Eq. 24 added up: noise of at most K/M_i costs at most 2 K sqrt(N Tr Sigma)/M_i^(3/2) a fit.',
    (chain, fits, { system }) => lowerBound(boundedNoiseBound(chain, fits, Math.sqrt(system.dimension))),
  ),
  oracle(
    'Eq24',
    'w2-squared',
    'bounded-noise',
    'Eq. 24 without its needless sqrt(N): E eps.(mean - mu_i) >= -(K/M_i) sqrt(Tr Sigma/M_i) by Cauchy and Schwarz.',
    (chain, fits) => lowerBound(boundedNoiseBound(chain, fits, 1)),
  ),
  oracle(
    'Eq25',
    'w2-squared',
    'bounded-noise',
    'Eq. 25: E W2^2 >= Tr Sigma S + O(3/2) for noise of at most K/M_i; here without the O(3/2) terms.',
    ({ sizes, trace }, fits) => ({ value: trace * inverseSizes(sizes, fits), kind: 'asymptotic' }),
  ),
  oracle(
    'A2-mean-shift-squared',
    'mean-shift-squared',
    'bounded-noise',
    'One dimension, eps = -(K/M) sign(mean - mu_i): E x^2 grows by sigma^2/M + K^2/M^2 - 2 (K/M) E s sqrt(2/(pi M)), exactly.',
    boundedShift,
  ),
];

function lowerBound(value: number): Prediction {
  return { value, kind: 'lower-bound' };
}

/** sum over fits of Tr Sigma/M_i + K^2/M_i^2 - 2 K factor sqrt(Tr Sigma)/M_i^(3/2): Eq. 24 added up. */
function boundedNoiseBound({ sizes, trace, magnitude }: NoisyChain, fits: number, factor: number): number {
  let sum = 0;
  for (let index = 0; index < fits; index++) {
    const samples = sizes(index);
    const noise = magnitude / samples;
    sum += trace / samples + noise * noise - 2 * factor * noise * Math.sqrt(trace / samples);
  }
  return sum;
}

function boundedShift({ sizes, trace, magnitude }: NoisyChain, fits: number, setting: GaussianSetting): Prediction | undefined {
  if (setting.system.dimension !== 1) return undefined;
  let value = 0;
  for (let fit = 1; fit <= fits; fit++) {
    const samples = sizes(fit - 1);
    const spread = fit === 1 ? 1 : meanStandardDeviation(setting, fit - 1)!;
    const noise = magnitude / samples;
    value += trace / samples + noise * noise;
    value -= 2 * noise * spread * Math.sqrt((2 * trace) / (Math.PI * samples));
  }
  // Light tails while s has hardly spread: relative variance of s^2 is about 2 S.
  return { value, kind: inverseSizes(sizes, fits) <= 0.1 ? 'exact' : 'asymptotic' };
}
