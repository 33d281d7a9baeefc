import { cholesky, type Oracle, type RealTruth, realTruth, trace } from '@collapse-bench/core';
import { OUTER, outside } from '../metrics/tail-mass.js';
import { kernelRule } from '../model/bandwidth.js';
import { crossEntropy } from './cross-entropy.js';
import { fourthMoments } from './fourth-moments.js';
import { modelVariance } from './set-moments.js';
import { isReplaced, type KdeSetting } from './setting.js';
import { expectedSmoothings } from './smoothings.js';
import { knownMean, lognormalSkewness, scaledChiSquareSkewness } from './testable.js';
import { trainingMoments } from './training-moments.js';

/** All that is known in closed form of this system. */
export const kdeOracles: readonly Oracle<KdeSetting>[] = [
  {
    id: 'K1-variance-ratio',
    summary:
      'E Tr V_k / Tr Sigma_0 by an exact linear recursion; under replace E Tr V_{k+1} = c E Tr V_k + d h^2 with c = 1 - 1/M + factor^2 (factor = 0 for a fixed h).',
    metric: 'variance-ratio',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => {
      const { truth, variance, training } = known(setting, fits);
      if (training === undefined || !isTame(setting, fits)) return undefined;
      const fourth = fourthMoments(setting, fits, truth);
      const { factorSquared } = kernelRule(setting.system.bandwidth, training.size, truth.dimension);
      const scale = factorSquared > 0 ? 1 + (factorSquared * training.size) / (training.size - 1) : 1;
      const deviation = fourth && (scale / variance) * (scale / variance) * (fourth.c2c2 - fourth.c2 * fourth.c2);
      return knownMean(modelVariance(setting, training) / variance, deviation, lognormalSkewness);
    },
  },
  {
    id: 'K2-mean-shift-squared',
    summary: 'E |m_k - mu_0|^2 by an exact linear recursion; under replace it grows by E Tr V_k / M a generation.',
    metric: 'mean-shift-squared',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => {
      const { truth, training } = known(setting, fits);
      if (training === undefined || !isTame(setting, fits)) return undefined;
      const fourth = fourthMoments(setting, fits, truth);
      return knownMean(training.shift, fourth && fourth.a4 - fourth.a2 * fourth.a2, scaledChiSquareSkewness);
    },
  },
  {
    id: 'K3-tail-mass',
    summary:
      'Fixed h, one dimension: the expected model is exactly p_0 smoothed r times, E p_k = sum_r share_r N(mu_0, sigma_0^2 + r h^2), and so is the mass in the tails (under replace r = k).',
    metric: 'tail-mass',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => {
      const { bandwidth, real, dimension } = setting.system;
      const shares = expectedSmoothings(setting, fits);
      if (bandwidth.kind !== 'fixed' || real.kind !== 'normal' || dimension !== 1 || shares === undefined) return undefined;
      const variance = real.covariance[0][0];
      const edge = OUTER * Math.sqrt(variance);
      let value = 0;
      shares.forEach((share, r) => {
        const spread = Math.sqrt(variance + r * bandwidth.value * bandwidth.value);
        value += share * outside(0, edge, spread);
      });
      return Number.isFinite(value) ? { value, kind: 'exact' } : undefined;
    },
  },
  {
    id: 'K4-nll-lower-bound',
    summary:
      'Replace, fixed h: E heldout-nll is at least the cross-entropy of p_0 to the expected model N(mu_0, Sigma_0 + k h^2 I) (Jensen), which grows like (d/2) ln k for ever.',
    metric: 'heldout-nll',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => {
      const { bandwidth, real, dimension } = setting.system;
      if (bandwidth.kind !== 'fixed' || real.kind !== 'normal' || !isReplaced(setting, fits)) return undefined;
      const covariance = Float64Array.from(real.covariance.flat());
      const model = covariance.slice();
      for (let i = 0; i < dimension; i++) model[i * dimension + i] += fits * bandwidth.value * bandwidth.value;
      const factor = new Float64Array(dimension * dimension);
      if (!cholesky(model, dimension, factor)) return undefined;
      const value = crossEntropy(covariance, factor, dimension);
      return Number.isFinite(value) ? { value, kind: 'lower-bound' } : undefined;
    },
  },
  {
    id: 'K5-w2-lower-bound',
    summary:
      'E W2^2 is at least the expected squared distance of the means, that of the two samples it is taken between included.',
    metric: 'w2-squared',
    statistic: { kind: 'mean' },
    predict: (setting, fits) => {
      const { training } = known(setting, fits);
      if (training === undefined || !isTame(setting, fits) || setting.system.dimension !== 1) return undefined;
      return Number.isFinite(training.shift) ? { value: training.shift, kind: 'lower-bound' } : undefined;
    },
  },
];

function known(setting: KdeSetting, fits: number) {
  const truth: RealTruth = realTruth(setting.system.real);
  const variance = trace(truth.covariance, truth.dimension);
  const finite = Number.isFinite(setting.samples);
  return { truth, variance, training: finite ? trainingMoments(setting, fits, variance) : undefined };
}

/** Under a rule of thumb the variance is a product of random factors: beyond k = M rare runs carry its mean. */
function isTame({ system, samples }: KdeSetting, fits: number): boolean {
  return system.bandwidth.kind === 'fixed' || fits <= samples;
}
