import { type RealNormal, type Setting, scheduledSamples } from '@collapse-bench/core';
import type { GaussianOptions } from '../options.js';

export type GaussianSetting = Setting<GaussianOptions>;

/** M_i for mitigations that train on nothing but the last model's samples; undefined for all others. */
export function replacedSizes(setting: GaussianSetting): ((index: number) => number) | undefined {
  const { mitigation, samples } = setting;
  if (mitigation.id === 'replace' || mitigation.id === 'temperature') return () => samples;
  if (mitigation.id === 'grow-samples') {
    const schedule = mitigation.schedule as Parameters<typeof scheduledSamples>[0];
    return (index) => scheduledSamples(schedule, samples, index);
  }
  return undefined;
}

/** lambda on the covariance of a model when it is sampled: its temperature, for the density to the power 1/T has T Sigma. */
export function samplingBias({ mitigation }: GaussianSetting): number {
  return mitigation.id === 'temperature' ? (mitigation.temperature as number) : 1;
}

/** The real distribution where it is one normal. */
export function realNormal(setting: GaussianSetting): RealNormal | undefined {
  return setting.system.real.kind === 'normal' ? setting.system.real : undefined;
}

export function isExact(setting: GaussianSetting): boolean {
  return setting.system.approximation.kind === 'exact';
}

export function traceOf(covariance: readonly (readonly number[])[]): number {
  return covariance.reduce((sum, row, i) => sum + row[i], 0);
}

/** Tr A^2 of a symmetric matrix: the sum of its squared entries. */
export function traceOfSquare(covariance: readonly (readonly number[])[]): number {
  return covariance.reduce((sum, row) => row.reduce((inner, entry) => inner + entry * entry, sum), 0);
}

/** sum of 1/M_i over the data sets of the first `fits` fits: S of Eq. 4 and 5. */
export function inverseSizes(sizes: (index: number) => number, fits: number, power: 1 | 2 = 1): number {
  let sum = 0;
  for (let index = fits - 1; index >= 0; index--) {
    const inverse = 1 / sizes(index);
    sum += power === 1 ? inverse : inverse * inverse;
  }
  return sum;
}
