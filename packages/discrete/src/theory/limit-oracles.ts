import { oncePerSetting, walk } from '@collapse-bench/core';
import { entropy } from '../metrics/entropy.js';
import { firstStateMass } from '../metrics/first-state-mass.js';
import { homozygosity } from '../metrics/homozygosity.js';
import { squaredError } from '../metrics/squared-error.js';
import { tailMass } from '../metrics/tail-mass.js';
import { totalVariation } from '../metrics/total-variation.js';
import { realDistribution } from '../real/real-distribution.js';
import { valueOfModel } from './selection-chain.js';
import { limitStep } from './selection-steps.js';
import type { DiscreteOracle, DiscreteSetting } from './setting.js';

/** The selected law after any number of fits. */
const limitOf = oncePerSetting((setting: DiscreteSetting) => {
  const step = limitStep(setting);
  if (step === undefined) return undefined;
  const truth = realDistribution(setting.system.real);
  return { truth, models: walk(truth.probabilities, step) };
});

/** D11: what selection and biased sampling make of p0 without sampling error, M growing without bound. */
export const limitOracles: readonly DiscreteOracle[] = [
  homozygosity,
  entropy,
  firstStateMass,
  squaredError,
  totalVariation,
  tailMass,
].map((metric) => ({
  id: `D11-${metric.id}`,
  summary: `Selected or biased samples, M without bound: ${metric.id} of p0 after n - 1 steps of the selected law.`,
  metric: metric.id,
  statistic: { kind: 'mean' },
  predict: (setting, generation) => {
    const limit = limitOf(setting);
    return limit && { value: valueOfModel(metric, limit.models(generation), limit.truth), kind: 'asymptotic' };
  },
}));
