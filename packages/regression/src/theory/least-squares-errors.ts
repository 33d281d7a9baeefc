import { inverseWishartTraces } from './inverse-wishart.js';
import { meanSquaredRetention } from './matrix-beta.js';
import { accumulatedSets, hasNormalNoise, labelNoise, type RegressionSetting, replacedSize } from './setting.js';

/** E e'Se of an error e = w - w*, with the variance over replicates where it is known. */
export interface ErrorMoments {
  readonly mean: number;
  /** Infinite where fourth moments of the inverse design do not exist; undefined where nobody has worked it out. */
  readonly variance: number | undefined;
}

/**
 * E e'Se after `fits` least-squares fits, in coordinates in which the features are N(0, I), exact for Gaussian rows. Every
 * fit adds G^-1 X' noise to the error it inherits (G = X'X), and E Tr S G^-1 = Tr S/(T - d - 1).
 *
 * @param spectrum diagonal of S; all 1: the excess test error. The mean is proportional to Tr S.
 * @returns undefined for regimes without a closed form
 */
export function leastSquaresErrors(setting: RegressionSetting, fits: number, spectrum: Float64Array): ErrorMoments | undefined {
  const unit =
    setting.system.design.kind === 'fixed' ? fixedDesign(setting, fits, spectrum) : freshDesign(setting, fits, spectrum);
  if (unit === undefined) return undefined;
  const { noiseVariance } = setting.system;
  const { variance } = unit;
  return {
    mean: noiseVariance * unit.mean,
    variance: variance === undefined || !hasNormalNoise(setting, fits) ? undefined : noiseVariance * noiseVariance * variance,
  };
}

/** With noise of variance 1. The error is sqrt(c) G^-1 X' noise with one and the same X, c being the noise factor. */
function fixedDesign(setting: RegressionSetting, fits: number, spectrum: Float64Array): ErrorMoments | undefined {
  const factor = noiseFactor(setting, fits);
  if (factor === undefined) return undefined;
  const { trace, traceSquared, squareTrace } = inverseWishartTraces(setting.samples, spectrum);
  // z' A z with z normal and A random: E (z'Az)^2 = E (Tr A)^2 + 2 E Tr A^2.
  return { mean: factor * trace, variance: factor * factor * (traceSquared + 2 * squareTrace - trace * trace) };
}

/**
 * How many times the noise of a single fit the coefficients carry, all fits having one design (Gerstgrasser et al.): n under
 * replace, 1 + (n - 1) T at temperature T, sum 1/i^2 under accumulate.
 */
export function noiseFactor(setting: RegressionSetting, fits: number): number | undefined {
  const { mitigation, samples } = setting;
  let factor = 1;
  for (let fit = 2; fit <= fits; fit++) {
    const size = replacedSize(setting, fit);
    if (size !== undefined) {
      // A remainder would be labelled on random rows.
      if (size % samples !== 0) return undefined;
      factor += labelNoise(setting, fit) * (samples / size);
    } else if (mitigation.id === 'accumulate') {
      const sets = accumulatedSets(setting, fit);
      factor += 1 / (sets * sets);
    } else if (mitigation.id === 'fixed-real') {
      // w_n = (w_1 + r w_{n-1} + noise of r copies)/(1 + r): the first fit's noise stays whole.
      const ratio = mitigation.ratio as number;
      if (!Number.isInteger(ratio)) return undefined;
      const since = ratio * ratio * (factor - 1) + ratio;
      factor = 1 + since / ((1 + ratio) * (1 + ratio));
    } else {
      return undefined;
    }
  }
  return factor;
}

/** With noise of variance 1, new rows each generation. */
function freshDesign(setting: RegressionSetting, fits: number, spectrum: Float64Array): ErrorMoments | undefined {
  const { mitigation, samples } = setting;
  const d = spectrum.length;
  const scale = spectrum.reduce((total, s) => total + s, 0) / d;
  if (replacedSize(setting, fits) !== undefined) return replacedFresh(setting, fits, spectrum);
  const onRows = (rows: number) => (scale * d) / (rows - d - 1);
  let mean = onRows(samples);
  if (mitigation.id === 'accumulate') {
    // P_n = sum of all G_i: the error grows by P_n^-1 X_n' noise, and E Tr P^-1 G_n P^-1 = E Tr P^-1 / n as the G_i are alike.
    for (let fit = 2; fit <= fits; fit++) {
      const sets = accumulatedSets(setting, fit);
      mean += onRows(sets * samples) / sets;
    }
    return { mean, variance: undefined };
  }
  if (mitigation.id === 'fresh-real') {
    const retained = meanSquaredRetention(samples, d, mitigation.fraction as number, mitigation.counts as 'fixed' | 'iid');
    for (let fit = 2; fit <= fits; fit++) mean = retained * mean + onRows(samples);
    return { mean, variance: undefined };
  }
  return undefined;
}

/** The error is a sum of independent G_i^-1 X_i' noise_i. */
function replacedFresh(setting: RegressionSetting, fits: number, spectrum: Float64Array): ErrorMoments {
  const d = spectrum.length;
  const squares = spectrum.reduce((total, s) => total + s * s, 0);
  let mean = 0;
  let second = 0;
  let pairs = 0;
  let inverse = 0;
  for (let fit = 1; fit <= fits; fit++) {
    const rows = replacedSize(setting, fit)!;
    const { trace, traceSquared, squareTrace } = inverseWishartTraces(rows, spectrum);
    const noise = labelNoise(setting, fit);
    second += noise * noise * (traceSquared + 2 * squareTrace);
    // Twice the sum over pairs i < j of E Tr S V_i E Tr S V_j + 2 Tr (S E V_i S E V_j), V_i being the error's covariance.
    pairs += 2 * noise * (mean * trace + (2 * squares * inverse) / (rows - d - 1));
    mean += noise * trace;
    inverse += noise / (rows - d - 1);
  }
  return { mean, variance: second + pairs - mean * mean };
}
