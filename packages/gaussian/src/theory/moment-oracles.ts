import type { Oracle, Prediction, Statistic } from '@collapse-bench/core';
import { type GaussianSetting, realNormal, traceOf } from './regime.js';
import { type Family, type MeanAndVariance, type SecondMoments, secondMoments } from './second-moments.js';
import { knownValue, lognormalSkewness, scaledChiSquareSkewness } from './testable.js';

const mean: Statistic = { kind: 'mean' };
const variance: Statistic = { kind: 'variance' };

const REGIMES: Readonly<Record<Family, string>> = {
  G1: 'replace, ddof = 1',
  G2: 'replace, ddof = 0',
  G3: 'accumulate, with or without the real data in the pool',
  G4: 'fresh real data every generation',
  G6: 'sampled at a temperature T, the covariance T times as large (Alemohammad et al. 2307.01850)',
  G8: 'real and synthetic data at fixed weights (He et al. 2502.18049; a fixed real set by its numbers)',
  G9: 'sampled from the central p of the model, the covariance P(chi^2_{N+2} <= q_p)/p times as large',
  Eq15: 'replace, orthogonal noise on the mean (Section 4.3, Eq. 15 as an equality)',
};

/** G1 to G4, G6, G8, G9 and Eq. 15: moments of the fitted mean and covariance at every finite generation. */
export const momentOracles: readonly Oracle<GaussianSetting>[] = (Object.keys(REGIMES) as Family[]).flatMap((family) => [
  oracle(family, 'variance-ratio', mean, 'E Tr S_k / Tr Sigma_0', ({ trace }, setting) => {
    const unit = 1 / traceOf(realNormal(setting)!.covariance);
    return scaled(trace, unit, lognormalSkewness);
  }),
  oracle(family, 'mean-shift-squared', mean, 'E |m_k - mu_0|^2', ({ shift }, setting) =>
    shift === undefined ? undefined : scaled(shift, 1, (cv) => scaledChiSquareSkewness(cv, setting.system.dimension)),
  ),
  oracle(family, 'mean', mean, 'E m_k = mu_0', ({ shift }, setting) => {
    if (setting.system.dimension !== 1 || shift === undefined) return undefined;
    return knownValue(realNormal(setting)!.mean[0], Math.sqrt(shift.mean), 0);
  }),
  oracle(family, 'mean', variance, 'Var m_k', ({ shift }, setting) => {
    if (setting.system.dimension !== 1 || shift?.variance === undefined) return undefined;
    return scaled(shift, 1, (cv) => scaledChiSquareSkewness(cv, 1));
  }),
  {
    // Only where |m_k - mu_0|^2 itself can be tested: beyond, rare runs carry the mean and a sample misses them.
    ...oracle(family, 'w2-squared', mean, 'E W2^2 >= E |m_k - mu_0|^2 (Eq. 10; Gelbrich 1990)', ({ shift }, setting) => {
      if (shift === undefined) return undefined;
      const known = scaled(shift, 1, (cv) => scaledChiSquareSkewness(cv, setting.system.dimension));
      return known?.kind === 'exact' ? { value: shift.mean, kind: 'lower-bound' } : undefined;
    }),
    id: `${family}-w2-lower-bound`,
  },
]);

function oracle(
  family: Family,
  metric: string,
  statistic: Statistic,
  statement: string,
  predict: (moments: SecondMoments, setting: GaussianSetting) => Prediction | undefined,
): Oracle<GaussianSetting> {
  return {
    id: `${family}-${metric}${statistic.kind === 'mean' ? '' : `-${statistic.kind}`}`,
    summary: `${REGIMES[family]}: ${statement}, exact at every generation.`,
    metric,
    statistic,
    predict: (setting, generation) => {
      const moments = secondMoments(setting, generation);
      return moments?.family === family ? predict(moments, setting) : undefined;
    },
  };
}

/** A mean times a unit, with the skewness that its squared coefficient of variation implies. */
function scaled(value: MeanAndVariance, unit: number, skewness: (squaredVariation: number) => number): Prediction | undefined {
  if (value.variance === undefined) return Number.isFinite(value.mean) ? { value: unit * value.mean, kind: 'exact' } : undefined;
  const squaredVariation = value.variance / (value.mean * value.mean);
  return knownValue(unit * value.mean, unit * Math.sqrt(Math.max(0, value.variance)), skewness(squaredVariation));
}
