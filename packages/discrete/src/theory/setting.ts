import { type Oracle, oncePerSetting, type Prediction, type Setting } from '@collapse-bench/core';
import type { DiscreteOptions } from '../options.js';
import { realDistribution } from '../real/real-distribution.js';

export type DiscreteSetting = Setting<DiscreteOptions>;
export type DiscreteOracle = Oracle<DiscreteSetting>;

/** p0 of a scenario. */
export const realProbabilities = oncePerSetting(
  (setting: DiscreteSetting): Float64Array => realDistribution(setting.system.real).probabilities,
);

/** An exact prediction; a variance that theory does not give leaves the deviation out. */
export function exact(value: number, variance: number | undefined): Prediction {
  if (variance === undefined || !Number.isFinite(variance)) return { kind: 'exact', value };
  // A variance of 0 may come out a rounding below it.
  return { kind: 'exact', value, deviation: Math.sqrt(Math.max(0, variance)) };
}

/** An exact probability, held against the fraction of replicates. */
export function exactChance(value: number): Prediction {
  return exact(value, value * (1 - value));
}
