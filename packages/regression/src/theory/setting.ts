import { centralVariance, type Setting, scheduledSamples } from '@collapse-bench/core';
import type { RegressionOptions } from '../options.js';

export type RegressionSetting = Setting<RegressionOptions>;

/**
 * Number of rows that fit `fit` sees under mitigations that train on nothing but the last model's labels; undefined under
 * all others. The first fit sees real data under every mitigation.
 */
export function replacedSize({ mitigation, samples }: RegressionSetting, fit: number): number | undefined {
  if (fit === 1 || mitigation.id === 'replace' || isBiased(mitigation)) return samples;
  if (mitigation.id !== 'grow-samples') return undefined;
  return scheduledSamples(mitigation.schedule as Parameters<typeof scheduledSamples>[0], samples, fit - 1);
}

/**
 * Number of sets of T rows that fit `fit` sees when they accumulate; the first fit sees one under either option.
 */
export function accumulatedSets({ mitigation }: RegressionSetting, fit: number): number {
  return mitigation.keepReal || fit === 1 ? fit : fit - 1;
}

/** Whether the labels' noise is another one than the model has learnt. */
function isBiased({ id }: RegressionSetting['mitigation']): boolean {
  return id === 'temperature' || id === 'top-p';
}

/** Variance of the noise on the labels that fit `fit` sees, in units of sigma^2; the first fit sees real ones. */
export function labelNoise({ mitigation }: RegressionSetting, fit: number): number {
  if (fit === 1 || !isBiased(mitigation)) return 1;
  return mitigation.id === 'temperature' ? (mitigation.temperature as number) : centralVariance(mitigation.p as number, 1);
}

/** Whether the noise on the labels of all fits so far is normal. */
export function hasNormalNoise({ mitigation }: RegressionSetting, fits: number): boolean {
  return fits === 1 || mitigation.id !== 'top-p' || mitigation.p === 1;
}
