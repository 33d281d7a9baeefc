import { type Setting, scheduledSamples } from '@collapse-bench/core';
import type { KdeOptions } from '../options.js';

export type KdeSetting = Setting<KdeOptions>;

/**
 * Size of the data set that fit `fit` sees under mitigations that train on nothing but the last model's samples; undefined
 * under all others. The first fit sees real data under every mitigation.
 */
export function replacedSize({ mitigation, samples }: KdeSetting, fit: number): number | undefined {
  if (fit === 1 || mitigation.id === 'replace') return samples;
  if (mitigation.id !== 'grow-samples') return undefined;
  return scheduledSamples(mitigation.schedule as Parameters<typeof scheduledSamples>[0], samples, fit - 1);
}

/** Whether fits 1 to `fits` are a chain of replacement. */
export function isReplaced(setting: KdeSetting, fits: number): boolean {
  return replacedSize(setting, fits) !== undefined;
}

/** Numbers of samples that `mixture` reuses, draws anew and generates. */
export function mixtureCounts({ mitigation, samples }: KdeSetting) {
  const previous = mitigation.previous as number;
  const reused = Math.round(previous * samples);
  const real = Math.min(Math.round((previous + (mitigation.original as number)) * samples), samples) - reused;
  return { reused, real, generated: samples - reused - real };
}
