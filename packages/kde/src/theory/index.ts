import { cholesky, type Oracle, oncePerSetting, type Prediction, type RealTruth, realTruth, trace } from '@collapse-bench/core';
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
  oracle(
    'K1-variance-ratio',
    'variance-ratio',
    varianceRatio,
    'E Tr V_k / Tr Sigma_0 by an exact linear recursion; under replace E Tr V_{k+1} = c E Tr V_k + d h^2 with c = 1 - 1/M + factor^2 (factor = 0 for a fixed h).',
  ),
  oracle(
    'K2-mean-shift-squared',
    'mean-shift-squared',
    meanShiftSquared,
    'E |m_k - mu_0|^2 by an exact linear recursion; under replace it grows by E Tr V_k / M a generation.',
  ),
  oracle(
    'K3-tail-mass',
    'tail-mass',
    tailMass,
    'Fixed h, one dimension: the expected model is exactly p_0 smoothed r times, E p_k = sum_r share_r N(mu_0, sigma_0^2 + r h^2), and so is the mass in the tails (under replace r = k).',
  ),
  oracle(
    'K4-nll-lower-bound',
    'heldout-nll',
    heldoutNllBound,
    'Replace, fixed h: E heldout-nll is at least the cross-entropy of p_0 to the expected model N(mu_0, Sigma_0 + k h^2 I) (Jensen), which grows like (d/2) ln k for ever.',
  ),
  oracle(
    'K5-w2-lower-bound',
    'w2-squared',
    wassersteinBound,
    'E W2^2 is at least the expected squared distance of the means, that of the two samples it is taken between included.',
  ),
];

type Predict = Oracle<KdeSetting>['predict'];

function oracle(id: string, metric: string, predict: Predict, summary: string): Oracle<KdeSetting> {
  return { id, metric, statistic: { kind: 'mean' }, summary, predict };
}

function varianceRatio(setting: KdeSetting, fits: number): Prediction | undefined {
  const known = secondMoments(setting, fits);
  if (known === undefined) return undefined;
  const { truth, variance, training } = known;
  const fourth = fourthMoments(setting, fits, truth);
  const { factorSquared } = kernelRule(setting.system.bandwidth, training.size, truth.dimension);
  const scale = factorSquared > 0 ? 1 + (factorSquared * training.size) / (training.size - 1) : 1;
  const deviation = fourth && (scale / variance) * (scale / variance) * (fourth.c2c2 - fourth.c2 * fourth.c2);
  return knownMean(modelVariance(setting, training) / variance, deviation, lognormalSkewness);
}

function meanShiftSquared(setting: KdeSetting, fits: number): Prediction | undefined {
  const known = secondMoments(setting, fits);
  if (known === undefined) return undefined;
  const fourth = fourthMoments(setting, fits, known.truth);
  return knownMean(known.training.shift, fourth && fourth.a4 - fourth.a2 * fourth.a2, scaledChiSquareSkewness);
}

function tailMass(setting: KdeSetting, fits: number): Prediction | undefined {
  const { bandwidth, real, dimension } = setting.system;
  if (bandwidth.kind !== 'fixed' || real.kind !== 'normal' || dimension !== 1) return undefined;
  const shares = expectedSmoothings(setting, fits);
  if (shares === undefined) return undefined;
  const variance = real.covariance[0][0];
  const edge = OUTER * Math.sqrt(variance);
  let value = 0;
  shares.forEach((share, r) => {
    value += share * outside(0, edge, Math.sqrt(variance + r * bandwidth.value * bandwidth.value));
  });
  return finite(value, 'exact');
}

function heldoutNllBound(setting: KdeSetting, fits: number): Prediction | undefined {
  const { bandwidth, real, dimension } = setting.system;
  if (bandwidth.kind !== 'fixed' || real.kind !== 'normal' || !isReplaced(setting, fits)) return undefined;
  const covariance = Float64Array.from(real.covariance.flat());
  const model = covariance.slice();
  for (let i = 0; i < dimension; i++) model[i * dimension + i] += fits * bandwidth.value * bandwidth.value;
  const factor = new Float64Array(dimension * dimension);
  return cholesky(model, dimension, factor) ? finite(crossEntropy(covariance, factor, dimension), 'lower-bound') : undefined;
}

function wassersteinBound(setting: KdeSetting, fits: number): Prediction | undefined {
  const known = secondMoments(setting, fits);
  return known?.truth.dimension === 1 ? finite(known.training.shift, 'lower-bound') : undefined;
}

function finite(value: number, kind: Prediction['kind']): Prediction | undefined {
  return Number.isFinite(value) ? { value, kind } : undefined;
}

/** The moments that most predictions rest on, while they are worth testing. */
function secondMoments(setting: KdeSetting, fits: number) {
  if (!Number.isFinite(setting.samples) || !isTame(setting, fits)) return undefined;
  const truth = truthOf(setting);
  const variance = trace(truth.covariance, truth.dimension);
  const training = trainingMoments(setting, fits, variance);
  return training && { truth, variance, training };
}

const truthOf = oncePerSetting((setting: KdeSetting): RealTruth => realTruth(setting.system.real));

/** Under a rule of thumb the variance is a product of random factors: beyond k = M rare runs carry its mean. */
function isTame({ system, samples }: KdeSetting, fits: number): boolean {
  return system.bandwidth.kind === 'fixed' || fits <= samples;
}
