import {
  holm,
  normalQuantile,
  type Oracle,
  type Prediction,
  type Setting,
  type Statistic,
  twoSidedBinomialP,
  twoSidedNormalP,
} from '@collapse-bench/core';
import Type, { type Static } from 'typebox';
import { systemOf } from '../catalog.js';
import type { Recorded, Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';

export const theoryRowSchema = Type.Object(
  {
    oracle: Type.String(),
    metric: Type.String(),
    statistic: Type.String({ description: 'mean, variance, or fraction above a threshold, over replicates.' }),
    generation: Type.Integer({ minimum: 1 }),
    kind: Type.Enum(['exact', 'asymptotic', 'lower-bound', 'upper-bound']),
    prediction: Type.Number(),
    measured: Type.Number(),
    standardError: Type.Number({ description: 'Of `measured`: from theory where known, else from the sample.' }),
    standardErrorFrom: Type.Enum(['theory', 'sample']),
    z: Type.Union([Type.Number(), Type.Null()], {
      description:
        '(measured - prediction) / standardError; null if that is 0. For fractions of few expected replicates: the normal quantile of the exact binomial p-value.',
    }),
  },
  { additionalProperties: false },
);
export type TheoryRow = Static<typeof theoryRowSchema>;

/** Holds a result against every oracle of its system, at every observed generation that the oracle covers. */
export function theoryRows(loaded: LoadedScenario, result: Result): TheoryRow[] {
  const { scenario } = loaded;
  const setting: Setting = { ...scenario, samples: sampleCount(scenario) };
  const rows: TheoryRow[] = [];
  for (const oracle of systemOf(scenario.system.id).oracles as readonly Oracle<Setting>[]) {
    const values = result.values[oracle.metric];
    if (values === undefined) continue;
    result.generations.forEach((generation, i) => {
      const prediction = oracle.predict(setting, generation);
      const numbers = onlyNumbers(values[i]);
      if (prediction === undefined || numbers === undefined) return;
      const row = theoryRow(oracle, prediction, generation, numbers);
      if (row !== undefined) rows.push(row);
    });
  }
  return rows;
}

/** The values when all are numbers: a statistic over the survivors alone would be biased. */
function onlyNumbers(values: readonly Recorded[]): number[] | undefined {
  return values.every((value) => typeof value === 'number') ? (values as number[]) : undefined;
}

/** undefined: one replicate shows no spread, and theory does not give it, so there is nothing to hold it against. */
function theoryRow(oracle: Oracle<Setting>, prediction: Prediction, generation: number, values: number[]): TheoryRow | undefined {
  const { estimate, deviation } = estimateOf(oracle.statistic, values);
  const known = prediction.deviation ?? chanceDeviation(oracle.statistic, prediction.value);
  if (known === undefined && values.length < 2) return undefined;
  const standardError = standardErrorOf(oracle.statistic, known ?? deviation, prediction.value, values.length);
  return {
    oracle: oracle.id,
    metric: oracle.metric,
    statistic: statisticName(oracle.statistic),
    generation,
    kind: prediction.kind,
    prediction: prediction.value,
    measured: estimate,
    standardError,
    standardErrorFrom: known === undefined ? 'sample' : 'theory',
    z: standardError > 0 ? zScore(oracle.statistic, estimate, prediction.value, standardError, values.length) : null,
  };
}

/** Fewer expected replicates than this above a threshold, or not above it, are not normal. */
const NORMAL_COUNT = 25;

/** A rare event's fraction is tested exactly, and its p-value given as the z that has it. */
function zScore({ kind }: Statistic, estimate: number, predicted: number, standardError: number, n: number): number {
  const z = (estimate - predicted) / standardError;
  if (kind !== 'exceedance' || n * Math.min(predicted, 1 - predicted) >= NORMAL_COUNT) return z;
  const p = twoSidedBinomialP(Math.round(estimate * n), n, predicted);
  // Beyond all doubles the normal z does as well.
  if (p === 0) return z;
  const size = Math.abs(normalQuantile(p / 2));
  return z < 0 ? -size : size;
}

/** One replicate exceeds a threshold or does not: at the predicted chance (or bound) p its variance is p (1 - p). */
function chanceDeviation({ kind }: Statistic, chance: number): number | undefined {
  if (kind !== 'exceedance') return undefined;
  return chance > 0 && chance < 1 ? Math.sqrt(chance * (1 - chance)) : 0;
}

/**
 * From the standard deviation of one replicate's contribution. A sample variance has a second term, for its mean is
 * estimated too: Var s^2 = (mu_4 - sigma^4) / n + 2 sigma^4 / (n (n - 1)).
 */
function standardErrorOf(statistic: Statistic, deviation: number, predicted: number, n: number): number {
  const first = (deviation * deviation) / n;
  if (statistic.kind !== 'variance' || n < 2) return Math.sqrt(first);
  return Math.sqrt(first + (2 * predicted * predicted) / (n * (n - 1)));
}

export function statisticName(statistic: Statistic): string {
  return statistic.kind === 'exceedance' ? `fraction above ${statistic.threshold}` : statistic.kind;
}

/** The statistic, and the standard deviation of its estimate from one replicate as the sample shows it. */
function estimateOf(statistic: Statistic, values: readonly number[]): { estimate: number; deviation: number } {
  if (statistic.kind === 'exceedance') {
    const { threshold } = statistic;
    const fraction = values.filter((value) => value > threshold).length / values.length;
    return { estimate: fraction, deviation: Math.sqrt(fraction * (1 - fraction)) };
  }
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  let fourths = 0;
  for (const value of values) {
    const square = (value - mean) * (value - mean);
    squares += square;
    fourths += square * square;
  }
  const variance = n > 1 ? squares / (n - 1) : 0;
  if (statistic.kind === 'mean') return { estimate: mean, deviation: Math.sqrt(variance) };
  return { estimate: variance, deviation: Math.sqrt(Math.max(0, fourths / n - variance * variance)) };
}

/** One row of the joint test that failed. */
export interface TheoryFailure {
  readonly scenario: string;
  readonly row: TheoryRow;
  /** Holm-adjusted; for bounds and deterministic rows: not part of the joint test. */
  readonly adjustedP: number | undefined;
}

/** Family-wise error of the joint test over a whole run. */
export const THEORY_ALPHA = 0.01;
/** Bounds are broken when the estimate lies beyond them by more than this many standard errors. */
const BOUND_TOLERANCE = 4;
/** Deterministic rows (standard error 0) must agree to this relative precision. */
const DETERMINISTIC_TOLERANCE = 1e-9;

/**
 * Tests all rows of a run together: `exact` rows by Holm's procedure over two-sided normal p-values at THEORY_ALPHA,
 * bounds one by one. Asymptotic rows inform and never fail.
 */
export function theoryFailures(rows: readonly { scenario: string; row: TheoryRow }[]): TheoryFailure[] {
  const failures: TheoryFailure[] = [];
  const exact = rows.filter(({ row }) => row.kind === 'exact' && row.z !== null);
  if (exact.length > 0) {
    const { adjusted, rejected } = holm(
      exact.map(({ row }) => twoSidedNormalP(row.z!)),
      THEORY_ALPHA,
    );
    exact.forEach((entry, i) => {
      if (rejected[i]) failures.push({ ...entry, adjustedP: adjusted[i] });
    });
  }
  for (const { scenario, row } of rows) if (breaksAlone(row)) failures.push({ scenario, row, adjustedP: undefined });
  return failures;
}

function breaksAlone({ kind, z, prediction, measured, standardErrorFrom }: TheoryRow): boolean {
  const slack = DETERMINISTIC_TOLERANCE * Math.max(1, Math.abs(prediction));
  // Replicates that happen to agree do not make a prediction deterministic; only theory says that it is.
  if (kind === 'exact') return z === null && standardErrorFrom === 'theory' && Math.abs(measured - prediction) > slack;
  if (kind === 'lower-bound') return z === null ? measured < prediction - slack : z < -BOUND_TOLERANCE;
  if (kind === 'upper-bound') return z === null ? measured > prediction + slack : z > BOUND_TOLERANCE;
  return false;
}
