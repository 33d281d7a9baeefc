import type { Oracle, Prediction } from '@collapse-bench/core';
import { type GaussianSetting, inverseSizes, isExact, realNormal, replacedSizes, samplingBias } from './regime.js';

/** One dimension, replace, ddof = 1, exact fit, plain sampling: what Eq. 4 and 5 speak of. */
function covered(setting: GaussianSetting): { sizes: (index: number) => number; variance: number } | undefined {
  const { system } = setting;
  const real = realNormal(setting);
  const sizes = replacedSizes(setting);
  if (real === undefined || sizes === undefined || !isExact(setting)) return undefined;
  if (system.dimension !== 1 || system.ddof !== 1 || samplingBias(setting) !== 1) return undefined;
  return { sizes, variance: real.covariance[0][0] };
}

function asymptotic(value: number): Prediction {
  return { value, kind: 'asymptotic' };
}

/** The paper's own expansions as printed, and what they should say. None of them is exact, so none is tested. */
export const paperEquations: readonly Oracle<GaussianSetting>[] = [
  {
    id: 'Eq4',
    metric: 'w2-squared',
    statistic: { kind: 'mean' },
    summary: 'Eq. 4 as printed: E W2^2 = (3/2) sigma^2 S, S = sum 1/M_i. Holds for S << 1 only; G1-w2 is exact.',
    predict: (setting, fits) => {
      const known = covered(setting);
      return known && asymptotic(1.5 * known.variance * inverseSizes(known.sizes, fits));
    },
  },
  {
    id: 'Eq5-printed',
    metric: 'w2-squared',
    statistic: { kind: 'variance' },
    summary: 'Eq. 5 as printed: Var W2^2 = (sigma^4/2)(3 sum 1/M_i^2 + 4 sum_{i != j} 1/(M_i M_j)). An erratum: see Eq5.',
    predict: (setting, fits) => {
      const known = covered(setting);
      if (known === undefined) return undefined;
      const squares = inverseSizes(known.sizes, fits, 2);
      const sum = inverseSizes(known.sizes, fits);
      return asymptotic(0.5 * known.variance * known.variance * (3 * squares + 4 * (sum * sum - squares)));
    },
  },
  {
    id: 'Eq5',
    metric: 'w2-squared',
    statistic: { kind: 'variance' },
    summary: 'Eq. 5 corrected: Var W2^2 = (5/2) sigma^4 S^2 to leading order in S = sum 1/M_i; G1-w2-variance is exact.',
    predict: (setting, fits) => {
      const known = covered(setting);
      if (known === undefined) return undefined;
      const sum = inverseSizes(known.sizes, fits);
      return asymptotic(2.5 * known.variance * known.variance * sum * sum);
    },
  },
];
