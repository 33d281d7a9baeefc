import {
  holdAgainst,
  holm,
  type Oracle,
  type Prediction,
  type Setting,
  type Statistic,
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

/** undefined where there is nothing to hold it against. */
function theoryRow(oracle: Oracle<Setting>, prediction: Prediction, generation: number, values: number[]): TheoryRow | undefined {
  const held = holdAgainst(oracle.statistic, prediction, values);
  if (held === undefined) return undefined;
  return {
    oracle: oracle.id,
    metric: oracle.metric,
    statistic: statisticName(oracle.statistic),
    generation,
    kind: prediction.kind,
    prediction: prediction.value,
    ...held,
  };
}

export function statisticName(statistic: Statistic): string {
  return statistic.kind === 'exceedance' ? `fraction above ${statistic.threshold}` : statistic.kind;
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
