import { type Setting, scheduledSamples } from '@collapse-bench/core';
import type { RegressionOptions } from '../options.js';

export type RegressionSetting = Setting<RegressionOptions>;

/**
 * Number of rows that fit `fit` sees under mitigations that train on nothing but the last model's labels; undefined under
 * all others. The first fit sees real data under every mitigation.
 */
export function replacedSize({ mitigation, samples }: RegressionSetting, fit: number): number | undefined {
  if (fit === 1 || mitigation.id === 'replace') return samples;
  if (mitigation.id !== 'grow-samples') return undefined;
  return scheduledSamples(mitigation.schedule as Parameters<typeof scheduledSamples>[0], samples, fit - 1);
}

/**
 * Number of sets of T rows that fit `fit` sees when they accumulate; the first fit sees one under either option.
 */
export function accumulatedSets({ mitigation }: RegressionSetting, fit: number): number {
  return mitigation.keepReal || fit === 1 ? fit : fit - 1;
}
