import type { Oracle } from '@collapse-bench/core';
import { type GaussianSetting, isExact, realNormal, traceOf } from './regime.js';
import { freshRealStationary, type Stationary } from './stationary.js';

/** By the square of the contraction (1 - gamma) a generation: from here on less than 1e-3 of the start is left. */
const SETTLED = 0.03;

function stationary(setting: GaussianSetting, fits: number): (Stationary & { trace: number }) | undefined {
  const { mitigation, samples, system } = setting;
  const real = realNormal(setting);
  if (mitigation.id !== 'fresh-real' || real === undefined || !isExact(setting)) return undefined;
  if (samples === Number.POSITIVE_INFINITY) return undefined;
  const counts = mitigation.counts as 'fixed' | 'iid';
  const fraction = mitigation.fraction as number;
  const gamma = counts === 'fixed' ? Math.round(fraction * samples) / samples : fraction;
  if (gamma <= 0 || gamma >= 1) return undefined;
  let left = 1;
  for (let fit = 1; fit <= fits && left > SETTLED; fit++) left *= 1 - gamma;
  const settled = left <= SETTLED ? freshRealStationary(samples, gamma, counts, system.ddof) : undefined;
  return settled && { ...settled, trace: traceOf(real.covariance) };
}

/** G4's limits; the finite generations are `G4-variance-ratio` and `G4-mean-shift-squared`. */
export const stationaryOracles: readonly Oracle<GaussianSetting>[] = [
  {
    id: 'G4-limit-variance-ratio',
    metric: 'variance-ratio',
    statistic: { kind: 'mean' },
    summary: 'Fresh real data: the limit of E Tr S_k / Tr Sigma_0, where it exists.',
    predict: (setting, fits) => {
      const limit = stationary(setting, fits);
      return limit && { value: limit.variance, kind: 'asymptotic' };
    },
  },
  {
    id: 'G4-limit-mean-shift-squared',
    metric: 'mean-shift-squared',
    statistic: { kind: 'mean' },
    summary: 'Fresh real data: the limit of E |m_k - mu_0|^2, where it exists.',
    predict: (setting, fits) => {
      const limit = stationary(setting, fits);
      return limit && { value: limit.trace * limit.shift, kind: 'asymptotic' };
    },
  },
];
