import { accumulatedSets, labelNoise, type RegressionSetting, replacedSize } from './setting.js';

/** The coefficients along one eigenvector of X'X/T. */
export interface RidgeComponent {
  /** E w along it, as a multiple of the true coefficient; exactly linear in that. */
  readonly signal: number;
  /** Variance over the labels' noise of variance 1. */
  readonly variance: number;
}

/**
 * What `fits` ridge fits with one and the same design make of a coefficient, exact given the design: with g the eigenvalue
 * and a = g/(g + lambda), a fit to labels w gives a w + noise of variance g/(g + lambda)^2 / T. Accumulated sets of one design
 * average their labels.
 *
 * @returns undefined for regimes other than replace, with or without biased sampling, and accumulate
 */
export function ridgeComponent(setting: RegressionSetting, fits: number, g: number, lambda: number): RidgeComponent | undefined {
  const { mitigation, samples } = setting;
  const kept = g / (g + lambda);
  const noise = kept / (g + lambda) / samples;
  let signal = kept;
  let variance = noise;
  for (let fit = 2; fit <= fits; fit++) {
    const sets = mitigation.id === 'accumulate' ? accumulatedSets(setting, fit) : 1;
    if (mitigation.id !== 'accumulate' && replacedSize(setting, fit) !== samples) return undefined;
    // w_n = w_{n-1} + (a w_{n-1} + noise - w_{n-1}) / sets, for the fit to the former sets is w_{n-1}.
    const step = 1 - (1 - kept) / sets;
    signal *= step;
    variance = step * step * variance + (labelNoise(setting, fit) * noise) / (sets * sets);
  }
  return { signal, variance };
}
