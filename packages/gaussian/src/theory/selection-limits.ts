import {
  chiSquareCdf,
  chiSquareQuantile,
  leastChiSquareMean,
  ln,
  type Oracle,
  oncePerSetting,
  RIGHT_MASS,
  walk,
} from '@collapse-bench/core';
import { type GaussianSetting, isExact, realNormal, traceOf } from './regime.js';

/** Variance of the next model in units of the real one, given that of this model, both centred at mu_0. */
type VarianceStep = (variance: number) => number;

/**
 * What one generation does to the variance as M grows, for a model N(mu_0, v Sigma_0) in N dimensions and |z|^2 ~ chi^2_N:
 * - select-softmax, K without bound too: p p0^(1/T) has precision 1/v + 1/T (Ferbach et al. 2407.09499);
 * - select-argmax: the nearest to mu_0 of K, v E min of K chi^2_N / N;
 * - verify: inside the central 95% of p0, |z|^2 <= c/v, points are kept with phi, outside with psi;
 * - high-surprise: the outer part of the model, |z|^2 > q.
 */
function varianceStep({ mitigation, system }: GaussianSetting): VarianceStep | undefined {
  const { dimension } = system;
  const inside = (squared: number) => chiSquareCdf(squared, dimension);
  const insideSquared = (squared: number) => chiSquareCdf(squared, dimension + 2);
  switch (mitigation.id) {
    case 'select-softmax': {
      const temperature = mitigation.temperature as number;
      return (v) => 1 / (1 / v + 1 / temperature);
    }
    case 'select-argmax': {
      const factor = leastChiSquareMean(mitigation.candidates as number, dimension) / dimension;
      return (v) => factor * v;
    }
    case 'verify': {
      const { keepRight, keepWrong } = mitigation as unknown as { keepRight: number; keepWrong: number };
      const edge = chiSquareQuantile(RIGHT_MASS, dimension);
      const kept = (share: number) => keepWrong + (keepRight - keepWrong) * share;
      return (v) => (v * kept(insideSquared(edge / v))) / kept(inside(edge / v));
    }
    case 'high-surprise': {
      const keep = mitigation.keep as number;
      const factor = (1 - insideSquared(chiSquareQuantile(1 - keep, dimension))) / keep;
      return (v) => factor * v;
    }
    default:
      return undefined;
  }
}

/** v_k by k, from v_1 = 1: the first model sees p0 itself. */
const limitVariance = oncePerSetting((setting: GaussianSetting) => {
  if (realNormal(setting) === undefined || !isExact(setting)) return undefined;
  const step = varianceStep(setting);
  return step && walk(1, step);
});

function oracle(
  metric: string,
  statement: string,
  value: (variance: number, setting: GaussianSetting) => number,
): Oracle<GaussianSetting> {
  return {
    id: `G10-${metric}`,
    metric,
    statistic: { kind: 'mean' },
    summary: `Selected samples, M without bound, a model N(mu_0, v_k Sigma_0): ${statement}.`,
    predict: (setting, generation) => {
      const variance = limitVariance(setting)?.(generation);
      return variance === undefined ? undefined : { value: value(variance, setting), kind: 'asymptotic' };
    },
  };
}

/** G10: what selection makes of a normal without sampling error. */
export const selectionLimits: readonly Oracle<GaussianSetting>[] = [
  oracle('variance-ratio', 'Tr S_k/Tr Sigma_0 = v_k', (v) => v),
  oracle('log-det-ratio', 'ln det = N ln v_k', (v, { system }) => system.dimension * ln(v)),
  oracle('w2-squared', 'W2^2 = (sqrt v_k - 1)^2 Tr Sigma_0', (v, setting) => {
    const gap = Math.sqrt(v) - 1;
    return gap * gap * traceOf(realNormal(setting)!.covariance);
  }),
];
