import { centralVariance } from '@collapse-bench/core';
import { fixedCountsStep, freshRealStep, iidStep, REAL_MOMENTS } from './fresh-real-chain.js';
import { type GaussianSetting, isExact, realNormal, replacedSizes, samplingBias, traceOf, traceOfSquare } from './regime.js';
import { accumulateStep, realTraces, replaceStep, type TraceMoments, type TraceStep, traceStep } from './trace-chain.js';
import { type WeightedMeans, weightedChain, weightedMeans } from './weighted-real-chain.js';

/** A mean over replicates, with the variance of one replicate's value where theory has it. */
export interface MeanAndVariance {
  readonly mean: number;
  readonly variance: number | undefined;
}

/** What theory knows of the k-th fit: Tr S_k, and |m_k - mu_0|^2 where the noise allows it. In the data's units. */
export interface SecondMoments {
  readonly family: Family;
  readonly trace: MeanAndVariance;
  readonly shift: MeanAndVariance | undefined;
}

/** The row of theory that covers a setting. */
export type Family = 'G1' | 'G2' | 'G3' | 'G4' | 'G6' | 'G8' | 'G9' | 'Eq15';

/**
 * First and second moments of Tr S_k and |m_k - mu_0|^2 at any finite generation, from the closed recursions: replacement
 * and grow-samples in N dimensions with any ddof, bias and orthogonal noise; accumulation in N dimensions; fresh real data
 * (variances in one dimension only); weighted or fixed real data and top-p sampling (means alone). Model 1 is fitted to
 * real data under every mitigation.
 *
 * @returns undefined where the real distribution is a mixture or the regime has no closed recursion
 */
export function secondMoments(setting: GaussianSetting, fits: number): SecondMoments | undefined {
  const real = realNormal(setting);
  if (real === undefined) return undefined;
  const { ddof, dimension } = setting.system;
  const { samples, mitigation } = setting;
  const bias = samplingBias(setting);
  const start = realTraces(traceOf(real.covariance), traceOfSquare(real.covariance));
  const sizes = replacedSizes(setting) ?? (fits === 1 ? () => samples : undefined);
  if (sizes !== undefined) {
    const noise = squaredNoise(setting);
    const step = (fit: number) => replaceStep(sizes(fit - 1), ddof, fit === 1 ? 1 : bias, (noise ?? 0) / sizes(fit - 1));
    const moments = iterate(start, step, fits, dimension);
    const family = noise !== undefined && noise > 0 ? 'Eq15' : bias !== 1 ? 'G6' : ddof === 1 ? 'G1' : 'G2';
    const known = samples === Number.POSITIVE_INFINITY ? withoutChance(family, moments) : fromTraces(family, moments);
    return noise === undefined ? { ...known, shift: undefined } : known;
  }
  if (!isExact(setting) || samples === Number.POSITIVE_INFINITY) return undefined;
  if (mitigation.id === 'accumulate') {
    // Data sets in the pool before fit k >= 2: the real one, where it stays, and those of models 1 to k - 2.
    const pooled = (fit: number) => (mitigation.keepReal ? fit - 1 : fit - 2) * samples;
    const step = (fit: number) => {
      if (fit === 1 || pooled(fit) === 0) return replaceStep(samples, ddof, 1, 0);
      return accumulateStep(pooled(fit), samples, ddof);
    };
    return fromTraces('G3', iterate(start, step, fits, dimension));
  }
  if (mitigation.id === 'fresh-real') return freshReal(setting, fits, start.trace);
  if (mitigation.id === 'top-p') return centralSampling(setting, fits, start);
  const weighted = weightedChain(setting);
  if (weighted !== undefined) return meansAlone('G8', weightedMeans(weighted, ddof, fits, start.trace));
  return undefined;
}

/** |eps|^2 M of the orthogonal noise; 0 without noise; undefined for noise whose moments are not closed. */
function squaredNoise({ system }: GaussianSetting): number | undefined {
  const { approximation } = system;
  if (approximation.kind === 'exact') return 0;
  return approximation.kind === 'orthogonal-noise' ? approximation.magnitude * approximation.magnitude : undefined;
}

function iterate(start: TraceMoments, step: (fit: number) => TraceStep, fits: number, dimension: number): TraceMoments {
  let moments = start;
  for (let fit = 1; fit <= fits; fit++) moments = traceStep(moments, step(fit), dimension);
  return moments;
}

function fromTraces(family: Family, moments: TraceMoments): SecondMoments {
  const { trace, traceSquared, shift, shiftSquared } = moments;
  return {
    family,
    trace: { mean: trace, variance: traceSquared - trace * trace },
    shift: { mean: shift, variance: shiftSquared - shift * shift },
  };
}

/** Whole populations leave no chance: the variances are zero, not the rounding error of a difference. */
function withoutChance(family: Family, moments: TraceMoments): SecondMoments {
  return { family, trace: { mean: moments.trace, variance: 0 }, shift: { mean: moments.shift, variance: 0 } };
}

/** Without variances a test rests on the sample's own; no row for a chain whose mean rare runs carry by then. */
function centralSampling(setting: GaussianSetting, fits: number, start: TraceMoments): SecondMoments | undefined {
  const { samples, mitigation, system } = setting;
  if (4 * fits > samples) return undefined;
  const factor = centralVariance(mitigation.p as number, system.dimension);
  const step = (fit: number) => replaceStep(samples, system.ddof, fit === 1 ? 1 : factor, 0);
  // Truncation changes the fourth moments, which the means do not need.
  return meansAlone('G9', iterate(start, step, fits, system.dimension));
}

function meansAlone(family: Family, { trace, shift }: WeightedMeans): SecondMoments {
  return { family, trace: { mean: trace, variance: undefined }, shift: { mean: shift, variance: undefined } };
}

function freshReal(setting: GaussianSetting, fits: number, realTrace: number): SecondMoments | undefined {
  const { ddof, dimension } = setting.system;
  const { samples, mitigation } = setting;
  const gamma = mitigation.fraction as number;
  const count = Math.round(gamma * samples);
  const fixed = mitigation.counts === 'fixed';
  if (fixed ? count < 1 || count > samples - 1 : gamma <= 0 || gamma >= 1) return undefined;
  const later = fixed ? fixedCountsStep(samples, count, ddof) : iidStep(samples, gamma, ddof);
  // All samples of the first fit are real: a mixture whose two components are one.
  let moments = freshRealStep(REAL_MOMENTS, iidStep(samples, 1, ddof));
  for (let fit = 2; fit <= fits; fit++) moments = freshRealStep(moments, later);
  const [, shift, variance, shiftSquared, , varianceSquared] = moments;
  const unit = realTrace * realTrace;
  const spread = (second: number, first: number) => (dimension === 1 ? unit * (second - first * first) : undefined);
  return {
    family: 'G4',
    trace: { mean: realTrace * variance, variance: spread(varianceSquared, variance) },
    shift: { mean: realTrace * shift, variance: spread(shiftSquared, shift) },
  };
}
