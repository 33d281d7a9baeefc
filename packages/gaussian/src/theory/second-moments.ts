import { centralVariance, oncePerSetting, walk } from '@collapse-bench/core';
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
  return chainOf(setting)?.(fits);
}

type Chain = (fits: number) => SecondMoments | undefined;

const chainOf = oncePerSetting((setting: GaussianSetting): Chain | undefined => {
  const real = realNormal(setting);
  if (real === undefined) return undefined;
  const start = realTraces(traceOf(real.covariance), traceOfSquare(real.covariance));
  const sizes = replacedSizes(setting);
  const replaced = replacedChain(setting, start, sizes ?? (() => setting.samples));
  if (sizes !== undefined) return replaced;
  const later = mixedChain(setting, start);
  return (fits) => (fits === 1 ? replaced(1) : later?.(fits));
});

function replacedChain(setting: GaussianSetting, start: TraceMoments, sizes: (index: number) => number): Chain {
  const { ddof, dimension } = setting.system;
  const bias = samplingBias(setting);
  const noise = squaredNoise(setting);
  const step = (fit: number) => replaceStep(sizes(fit - 1), ddof, fit === 1 ? 1 : bias, (noise ?? 0) / sizes(fit - 1));
  const moments = iterate(start, step, dimension);
  const family = noise !== undefined && noise > 0 ? 'Eq15' : bias !== 1 ? 'G6' : ddof === 1 ? 'G1' : 'G2';
  const known = setting.samples === Number.POSITIVE_INFINITY ? withoutChance : fromTraces;
  return (fits) => {
    const found = known(family, moments(fits));
    return noise === undefined ? { ...found, shift: undefined } : found;
  };
}

/** Mitigations that mix old data in, from the second fit on. */
function mixedChain(setting: GaussianSetting, start: TraceMoments): Chain | undefined {
  const { samples, mitigation, system } = setting;
  const { ddof, dimension } = system;
  if (!isExact(setting) || samples === Number.POSITIVE_INFINITY) return undefined;
  if (mitigation.id === 'accumulate') {
    // Data sets in the pool before fit k >= 2: the real one, where it stays, and those of models 1 to k - 2.
    const pooled = (fit: number) => (mitigation.keepReal ? fit - 1 : fit - 2) * samples;
    const step = (fit: number) => {
      if (fit === 1 || pooled(fit) === 0) return replaceStep(samples, ddof, 1, 0);
      return accumulateStep(pooled(fit), samples, ddof);
    };
    const moments = iterate(start, step, dimension);
    return (fits) => fromTraces('G3', moments(fits));
  }
  if (mitigation.id === 'fresh-real') return freshReal(setting, start.trace);
  if (mitigation.id === 'top-p') return centralSampling(setting, start);
  const weighted = weightedChain(setting);
  if (weighted === undefined) return undefined;
  const means = weightedMeans(weighted, ddof, start.trace);
  return (fits) => meansAlone('G8', means(fits));
}

/** |eps|^2 M of the orthogonal noise; 0 without noise; undefined for noise whose moments are not closed. */
function squaredNoise({ system }: GaussianSetting): number | undefined {
  const { approximation } = system;
  if (approximation.kind === 'exact') return 0;
  return approximation.kind === 'orthogonal-noise' ? approximation.magnitude * approximation.magnitude : undefined;
}

function iterate(start: TraceMoments, step: (fit: number) => TraceStep, dimension: number): (fits: number) => TraceMoments {
  return walk(traceStep(start, step(1), dimension), (moments, fit) => traceStep(moments, step(fit + 1), dimension));
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
function centralSampling({ samples, mitigation, system }: GaussianSetting, start: TraceMoments): Chain {
  const factor = centralVariance(mitigation.p as number, system.dimension);
  const step = (fit: number) => replaceStep(samples, system.ddof, fit === 1 ? 1 : factor, 0);
  // Truncation changes the fourth moments, which the means do not need.
  const moments = iterate(start, step, system.dimension);
  return (fits) => (4 * fits > samples ? undefined : meansAlone('G9', moments(fits)));
}

function meansAlone(family: Family, { trace, shift }: WeightedMeans): SecondMoments {
  return { family, trace: { mean: trace, variance: undefined }, shift: { mean: shift, variance: undefined } };
}

function freshReal({ samples, mitigation, system }: GaussianSetting, realTrace: number): Chain | undefined {
  const { ddof, dimension } = system;
  const gamma = mitigation.fraction as number;
  const count = Math.round(gamma * samples);
  const fixed = mitigation.counts === 'fixed';
  if (fixed ? count < 1 || count > samples - 1 : gamma <= 0 || gamma >= 1) return undefined;
  const later = fixed ? fixedCountsStep(samples, count, ddof) : iidStep(samples, gamma, ddof);
  // All samples of the first fit are real: a mixture whose two components are one.
  const moments = walk(freshRealStep(REAL_MOMENTS, iidStep(samples, 1, ddof)), (from) => freshRealStep(from, later));
  const unit = realTrace * realTrace;
  const spread = (second: number, first: number) => (dimension === 1 ? unit * (second - first * first) : undefined);
  return (fits) => {
    const [, shift, variance, shiftSquared, , varianceSquared] = moments(fits);
    return {
      family: 'G4',
      trace: { mean: realTrace * variance, variance: spread(varianceSquared, variance) },
      shift: { mean: realTrace * shift, variance: spread(shiftSquared, shift) },
    };
  };
}
