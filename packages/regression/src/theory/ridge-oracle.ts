import type { Prediction } from '@collapse-bench/core';
import { marchenkoPasturMean } from './marchenko-pastur.js';
import { ridgeComponent } from './ridge-chain.js';
import { labelNoise, type RegressionSetting, replacedSize } from './setting.js';

/**
 * Excess test error of refitted ridge regression with isotropic features in the proportional limit d/T -> const: exact
 * given the spectrum of the design, which follows Marchenko and Pastur's law. |w*| = 1.
 */
export function ridgeError(setting: RegressionSetting, fits: number): Prediction | undefined {
  const { estimator, covariance, design, dimension, noiseVariance } = setting.system;
  if (estimator.kind !== 'ridge' || covariance.kind !== 'isotropic') return undefined;
  const ratio = dimension / setting.samples;
  const mean = (f: (g: number) => number) => marchenkoPasturMean(ratio, f);
  const noise = dimension * noiseVariance;
  if (design.kind === 'fixed' || fits === 1) {
    if (ridgeComponent(setting, fits, 1, estimator.lambda) === undefined) return undefined;
    const value = mean((g) => {
      const { signal, variance } = ridgeComponent(setting, fits, g, estimator.lambda)!;
      return (signal - 1) * (signal - 1) + noise * variance;
    });
    return { value, kind: 'asymptotic' };
  }
  if (replacedSize(setting, fits) !== setting.samples) return undefined;
  // New designs are free of each other: E A and E A'A of each are multiples of the identity.
  const once = (g: number) => ridgeComponent(setting, 1, g, estimator.lambda)!;
  const kept = mean((g) => once(g).signal);
  const keptSquared = mean((g) => once(g).signal * once(g).signal);
  const added = noise * mean((g) => once(g).variance);
  let overlap = 1;
  let squaredNorm = 1;
  for (let fit = 1; fit <= fits; fit++) {
    overlap *= kept;
    squaredNorm = keptSquared * squaredNorm + labelNoise(setting, fit) * added;
  }
  return { value: squaredNorm - 2 * overlap + 1, kind: 'asymptotic' };
}
