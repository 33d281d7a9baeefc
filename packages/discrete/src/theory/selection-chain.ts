import { exp, gammaln, ln, type Metric, oncePerSetting, walk } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import { entropy } from '../metrics/entropy.js';
import { firstStateMass } from '../metrics/first-state-mass.js';
import { homozygosity } from '../metrics/homozygosity.js';
import { support } from '../metrics/support.js';
import type { DiscreteTruth } from '../real/real-distribution.js';
import { realDistribution } from '../real/real-distribution.js';
import { compositionsOf } from './composition-chain.js';
import { compositionCount, independentStep, type SelectionStep } from './selection-steps.js';
import { type DiscreteOracle, type DiscreteSetting, exact } from './setting.js';

/** Most compositions of M that the chain is stepped over: 20 samples of three states have 231. */
const CHAIN_LIMIT = 250;

/** Beyond this skewness of one replicate's value, no test of a mean over some hundred replicates is to be trusted. */
const LARGEST_SKEWNESS = 5;

/** The law of the fitted model: each of its possible values, and their chances at every generation. */
interface ModelLaw {
  readonly models: readonly Float64Array[];
  readonly chances: (fits: number) => Float64Array;
}

/** Multinomial probabilities of all compositions, written to `out`. */
function multinomialLaw(
  compositions: readonly Uint32Array[],
  coefficients: Float64Array,
  probabilities: Float64Array,
  out: Float64Array,
): void {
  const logs = probabilities.map((p) => (p > 0 ? ln(p) : Number.NEGATIVE_INFINITY));
  for (let c = 0; c < compositions.length; c++) {
    let log = coefficients[c];
    for (let i = 0; i < logs.length; i++) if (compositions[c][i] > 0) log += compositions[c][i] * logs[i];
    out[c] = exp(log);
  }
}

/**
 * The exact law of every model: counts of M samples are a Markov chain over the compositions of M, whose rows are
 * multinomials of the selected law. It starts with M real samples.
 */
export function modelLaw(real: Float64Array, samples: number, step: SelectionStep): ModelLaw {
  const compositions = compositionsOf(samples, real.length);
  const coefficients = Float64Array.from(compositions, (counts) =>
    counts.reduce((log, count) => log - gammaln(count + 1), gammaln(samples + 1)),
  );
  const models = compositions.map((counts) => Float64Array.from(counts, (count) => count / samples));
  const n = compositions.length;
  const lawOf = (probabilities: Float64Array) => {
    const row = new Float64Array(n);
    multinomialLaw(compositions, coefficients, probabilities, row);
    return row;
  };
  const rows = models.map((model) => lawOf(step(model)));
  const afterFit = (chances: Float64Array) => {
    const next = new Float64Array(n);
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) next[to] += chances[from] * rows[from][to];
    }
    return next;
  };
  return { models, chances: walk(lawOf(real), afterFit) };
}

const lawOf = oncePerSetting((setting: DiscreteSetting) => {
  const { samples, system } = setting;
  const truth = realDistribution(system.real);
  const real = truth.probabilities;
  if (!Number.isFinite(samples) || compositionCount(samples, real.length, CHAIN_LIMIT) > CHAIN_LIMIT) return undefined;
  const step = independentStep(setting);
  return step && { truth, ...modelLaw(real, samples, step) };
});

function oracle(metric: Metric<DiscreteParams, DiscreteTruth>): DiscreteOracle {
  return {
    id: `D10-${metric.id}`,
    summary: `Selected or biased samples, small M and few states: ${metric.id} by the Markov chain over all counts, exactly.`,
    metric: metric.id,
    statistic: { kind: 'mean' },
    predict: (setting, generation) => {
      const law = lawOf(setting);
      if (law === undefined) return undefined;
      const values = law.models.map((probabilities) => valueOfModel(metric, probabilities, law.truth));
      const chances = law.chances(generation);
      const centre = moment(values, chances, 0, 1);
      const variance = moment(values, chances, centre, 2);
      const prediction = exact(centre, variance);
      const skewness = variance > 0 ? moment(values, chances, centre, 3) / (variance * Math.sqrt(variance)) : 0;
      return Math.abs(skewness) <= LARGEST_SKEWNESS ? prediction : { ...prediction, kind: 'asymptotic' };
    },
  };
}

/** The value of a metric of the model alone. */
export function valueOfModel(
  metric: Metric<DiscreteParams, DiscreteTruth>,
  probabilities: Float64Array,
  truth: DiscreteTruth,
): number {
  const context = { params: { probabilities }, truth } as Parameters<typeof metric.evaluate>[0];
  const found = metric.evaluate(context, { state: new Uint32Array(4) });
  if (found instanceof Promise || found.status !== 'ok')
    throw new RangeError(`${metric.id}: expected a value of the model alone`);
  return found.value;
}

function moment(values: readonly number[], chances: Float64Array, centre: number, power: 1 | 2 | 3): number {
  let sum = 0;
  values.forEach((value, i) => {
    let term = chances[i];
    for (let k = 0; k < power; k++) term *= value - centre;
    sum += term;
  });
  return sum;
}

/** D10: temperature, top-p and selection among K candidates at small M. */
export const selectionChainOracles: readonly DiscreteOracle[] = [homozygosity, entropy, firstStateMass, support].map(oracle);
