import { twoSidedNormalP } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import type { Recorded, Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { discreteScenario, gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { THEORY_ALPHA, type TheoryRow, theoryFailures, theoryRows } from './theory.js';

/** A record of the scenario in which every metric has the given rows, one a generation. */
function planted(loaded: LoadedScenario, rows: Record<string, Recorded[][]>): Result {
  const replicates = Object.values(rows)[0][0].length;
  return {
    formatVersion: 1,
    scenario: loaded.id,
    scenarioHash: loaded.hash,
    seed: loaded.scenario.seed,
    replicates: Array.from({ length: replicates }, (_, i) => i),
    generations: [...loaded.observed],
    realSamplesUsed: [],
    absorbedAt: Array.from({ length: replicates }, () => null),
    values: rows,
    theory: [],
  };
}

function rowOf(rows: readonly TheoryRow[], oracle: string, generation = 1): TheoryRow {
  const found = rows.find((row) => row.oracle === oracle && row.generation === generation);
  if (found === undefined) throw new Error(`no ${oracle} in ${rows.map((row) => row.oracle).join(', ')}`);
  return found;
}

describe('a theory row', () => {
  // M = 20 draws of N(0, 1): s^2 has mean 1 and variance 2/19; the mean has variance 1/20.
  const loaded = loadedFrom(gaussianScenario({ observe: [1], metrics: ['variance-ratio', 'w2-squared', 'mean'] }));
  const values = [0.5, 1, 1.5, 2];
  const rows = theoryRows(loaded, planted(loaded, { 'variance-ratio': [values], 'w2-squared': [values], mean: [values] }));

  test('of a mean, against the standard error that theory gives', () => {
    const standardError = Math.sqrt(2 / 19 / 4);
    const row = rowOf(rows, 'G1-variance-ratio');
    expect(row).toMatchObject({
      metric: 'variance-ratio',
      statistic: 'mean',
      generation: 1,
      kind: 'exact',
      measured: 1.25,
      standardErrorFrom: 'theory',
    });
    expect(row.prediction).toBeCloseTo(1, 12);
    expect(row.standardError).toBeCloseTo(standardError, 12);
    expect(row.z).toBeCloseTo(0.25 / standardError, 10);
  });

  test("of a mean, against the sample's own standard error where theory gives none", () => {
    const row = rowOf(rows, 'G1-w2-lower-bound');
    // Squares about the mean: 0.5625 + 0.0625 + 0.0625 + 0.5625 = 1.25; se = sqrt(1.25 / 3 / 4).
    const standardError = Math.sqrt(1.25 / 3 / 4);
    expect(row).toMatchObject({ kind: 'lower-bound', measured: 1.25, standardErrorFrom: 'sample' });
    expect(row.prediction).toBeCloseTo(1 / 20, 12);
    expect(row.standardError).toBeCloseTo(standardError, 12);
    expect(row.z).toBeCloseTo((1.25 - 0.05) / standardError, 10);
  });

  test('of a variance', () => {
    const row = rowOf(rows, 'G1-mean-variance');
    expect(row).toMatchObject({ metric: 'mean', statistic: 'variance', measured: 1.25 / 3 });
    expect(row.prediction).toBeCloseTo(1 / 20, 12);
  });

  test('of the fraction above a threshold: a binomial chance, known where the prediction is', () => {
    const chain = loadedFrom(
      discreteScenario({
        system: { id: 'discrete', representation: 'sufficient-statistics', real: { kind: 'uniform', states: 2 } },
        samples: 2,
        observe: [1],
        metrics: ['support', 'first-state-mass'],
      }),
    );
    const support = [1, 2, 2, 2];
    const mass = [0, 0.5, 0.5, 1];
    const found = theoryRows(chain, planted(chain, { support: [support], 'first-state-mass': [mass] }));
    // Two tosses of a fair coin differ with chance 1/2, and show the first side with chance 3/4.
    const survival = rowOf(found, 'D4-survival');
    expect(survival).toMatchObject({ statistic: 'fraction above 1', measured: 0.75, standardErrorFrom: 'theory' });
    expect(survival.prediction).toBeCloseTo(0.5, 12);
    expect(survival.standardError).toBeCloseTo(Math.sqrt(0.25 / 4), 12);
    // Exactly: 3 of 4 fair tosses, or what is no likelier, have the chance 10/16.
    expect(survival.z).toBeGreaterThan(0);
    expect(twoSidedNormalP(survival.z!)).toBeCloseTo(10 / 16, 12);
    const alive = rowOf(found, 'D4-alive');
    expect(alive).toMatchObject({ statistic: 'fraction above 0', measured: 0.75 });
    expect(alive.prediction).toBeCloseTo(0.75, 12);
    // D5 bounds it from below by 1 - exp(-1), and says nothing of spread: a bound p has that of a chance p.
    const bound = rowOf(found, 'D5');
    const p = 1 - Math.exp(-1);
    expect(bound).toMatchObject({ kind: 'lower-bound', standardErrorFrom: 'theory' });
    // 3 of 4: chances 0.018, 0.126, 0.324, 0.372 and 0.160; all but the likeliest are no likelier than 3.
    expect(bound.z).toBeCloseTo(0, 12);
    expect(bound.standardError).toBeCloseTo(Math.sqrt((p * (1 - p)) / 4), 12);
  });

  test('of a rare event: by the exact binomial chance, for the normal one is far off', () => {
    const chain = loadedFrom(
      discreteScenario({
        system: { id: 'discrete', representation: 'sufficient-statistics', real: { kind: 'uniform', states: 2 } },
        samples: 8,
        observe: [1],
        metrics: ['support'],
      }),
    );
    // Eight fair tosses agree with chance 2/256.
    const chance = 1 - 2 / 256;
    const rowFor = (agreeing: number, replicates: number) => {
      const support = Array.from({ length: replicates }, (_, i) => (i < agreeing ? 1 : 2));
      return rowOf(theoryRows(chain, planted(chain, { support: [support] })), 'D4-survival');
    };
    // 5 of 128 where 1 is expected: P(X >= 5) = 0.0035 (SciPy: binomtest), and nothing on the other side is so
    // unlikely. The normal z is -4.0, its p 6e-5.
    const rare = rowFor(5, 128);
    expect(rare.prediction).toBeCloseTo(chance, 12);
    expect(rare.z).toBeLessThan(0);
    expect(twoSidedNormalP(rare.z!)).toBeCloseTo(0.0034816778102345052, 12);
    expect((rare.measured - rare.prediction) / rare.standardError).toBeCloseTo(-4.0, 1);
    const none = rowFor(0, 128);
    expect(none.z).toBeGreaterThan(0);
    expect(twoSidedNormalP(none.z!)).toBeCloseTo(0.63067694773212, 12);
    // With 25 or more expected on either side the normal z stands.
    const common = rowFor(40, 3200);
    expect(common.z).toBe((common.measured - common.prediction) / common.standardError);
    // All 128: beyond every double, so the normal z stands here, too.
    const all = rowFor(400, 400);
    expect(all.z).toBe((all.measured - all.prediction) / all.standardError);
  });

  test('is there for one replicate only where theory gives the standard error', () => {
    const one = theoryRows(loaded, planted(loaded, { 'variance-ratio': [[1.5]], 'w2-squared': [[0.01]], mean: [[0]] }));
    expect(rowOf(one, 'G1-variance-ratio').standardError).toBeCloseTo(Math.sqrt(2 / 19), 12);
    expect(one.some((row) => row.oracle === 'G1-w2-lower-bound')).toBe(false);
    expect(one.every((row) => row.standardErrorFrom === 'theory')).toBe(true);
  });

  test('is left out where a value is not a number: the others alone would be biased', () => {
    const lost = { status: 'diverged' as const, reason: '' };
    const some = theoryRows(
      loaded,
      planted(loaded, { 'variance-ratio': [[1, lost, 1, 1]], 'w2-squared': [values], mean: [values] }),
    );
    expect(some.some((row) => row.metric === 'variance-ratio')).toBe(false);
    expect(some.length).toBeGreaterThan(0);
  });

  test('speaks of metrics that the scenario measures, and of no other', () => {
    const few = loadedFrom(gaussianScenario({ observe: [1], metrics: ['variance-ratio'] }));
    const found = theoryRows(few, planted(few, { 'variance-ratio': [values] }));
    expect(new Set(found.map((row) => row.metric))).toEqual(new Set(['variance-ratio']));
  });

  test('is deterministic for whole populations: standard error 0, no z', async () => {
    const { loaded: population, result } = await misspecified();
    const row = rowOf(theoryRows(population, result), 'G7', 5);
    expect(row).toMatchObject({ standardError: 0, z: null, standardErrorFrom: 'theory' });
    expect(row.measured).toBeCloseTo(row.prediction, 12);
  });
});

async function misspecified() {
  const components = [
    { weight: 0.5, mean: [-2], covariance: [[1]] },
    { weight: 0.5, mean: [2], covariance: [[1]] },
  ];
  const system = { ...(gaussianScenario().system as object), real: { kind: 'mixture', components } };
  const loaded = loadedFrom(gaussianScenario({ system, samples: 'infinite', metrics: ['l2-squared'] }));
  return { loaded, result: await resultFrom(loaded) };
}

const row: TheoryRow = {
  oracle: 'O',
  metric: 'm',
  statistic: 'mean',
  generation: 1,
  kind: 'exact',
  prediction: 1,
  measured: 1,
  standardError: 0.1,
  standardErrorFrom: 'theory',
  z: 0,
};
const failuresOf = (...rows: Partial<TheoryRow>[]) =>
  theoryFailures(rows.map((changes) => ({ scenario: 's', row: { ...row, ...changes } })));

describe('the joint test', () => {
  test('passes without rows', () => {
    expect(theoryFailures([])).toEqual([]);
  });

  test('one row alone fails beyond its 1% quantile, 2.576', () => {
    expect(THEORY_ALPHA).toBe(0.01);
    expect(failuresOf({ z: 2.57 })).toEqual([]);
    expect(failuresOf({ z: -2.57 })).toEqual([]);
    expect(failuresOf({ z: 2.58 })).toHaveLength(1);
    expect(failuresOf({ z: -2.58 })).toHaveLength(1);
  });

  test('many rows are tested together: n times the p-value of the worst', () => {
    const quiet = Array.from({ length: 99 }, () => ({ z: 0.5 }));
    expect(failuresOf({ z: 3.8 }, ...quiet)).toEqual([]);
    const [failure, ...more] = failuresOf(...quiet, { z: 4 });
    expect(more).toEqual([]);
    expect(failure.row.z).toBe(4);
    // 2 (1 - Phi(4)) = 6.334248366623973e-05 (SciPy: 2 * norm.sf(4)).
    expect(failure.adjustedP! / 6.334248366623973e-3).toBeCloseTo(1, 10);
  });

  test('rows of all scenarios form one family', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ scenario: `s${i}`, row: { ...row, z: i === 40 ? 3.8 : 0 } }));
    expect(theoryFailures(rows)).toEqual([]);
    expect(theoryFailures(rows.slice(40, 41)).map(({ scenario }) => scenario)).toEqual(['s40']);
  });

  test('asymptotic rows inform and never fail', () => {
    expect(failuresOf({ kind: 'asymptotic', z: 100 }, { kind: 'asymptotic', z: null, measured: 5 })).toEqual([]);
  });

  test('bounds are one-sided, with a tolerance of four standard errors', () => {
    expect(failuresOf({ kind: 'lower-bound', z: -3.9 }, { kind: 'lower-bound', z: 50 })).toEqual([]);
    expect(failuresOf({ kind: 'upper-bound', z: 3.9 }, { kind: 'upper-bound', z: -50 })).toEqual([]);
    expect(failuresOf({ kind: 'lower-bound', z: -4.1 })).toMatchObject([{ adjustedP: undefined }]);
    expect(failuresOf({ kind: 'upper-bound', z: 4.1 })).toMatchObject([{ adjustedP: undefined }]);
  });

  test('bounds without spread hold to rounding', () => {
    const still = { z: null, standardError: 0 };
    expect(failuresOf({ ...still, kind: 'lower-bound', measured: 1 - 1e-12 })).toEqual([]);
    expect(failuresOf({ ...still, kind: 'lower-bound', measured: 0.99 })).toHaveLength(1);
    expect(failuresOf({ ...still, kind: 'upper-bound', measured: 1 + 1e-12 })).toEqual([]);
    expect(failuresOf({ ...still, kind: 'upper-bound', measured: 1.01 })).toHaveLength(1);
  });

  test('deterministic rows agree to nine digits', () => {
    const still = { z: null, standardError: 0 };
    expect(failuresOf({ ...still, measured: 1 + 1e-10 })).toEqual([]);
    expect(failuresOf({ ...still, prediction: 1e6, measured: 1e6 + 1e-4 })).toEqual([]);
    expect(failuresOf({ ...still, measured: 1 + 1e-8 })).toMatchObject([{ adjustedP: undefined }]);
  });

  test('replicates that happen to agree do not make a row deterministic', () => {
    expect(failuresOf({ z: null, standardError: 0, standardErrorFrom: 'sample', measured: 0.99 })).toEqual([]);
  });
});

describe('a real run', () => {
  const loaded = loadedFrom(
    gaussianScenario({ replicates: 60, metrics: ['variance-ratio', 'mean-shift-squared', 'w2-squared'] }),
  );
  const failures = (result: Result) =>
    theoryFailures(theoryRows(loaded, result).map((each) => ({ scenario: loaded.id, row: each })));

  test('holds, until a bias of six standard errors is planted in one metric at one generation', async () => {
    const result = await resultFrom(loaded);
    expect(failures(result)).toEqual([]);
    const { standardError } = rowOf(theoryRows(loaded, result), 'G1-variance-ratio', 2);
    const biased = structuredClone(result);
    biased.values['variance-ratio'][1] = biased.values['variance-ratio'][1].map((value) => (value as number) + 6 * standardError);
    const found = failures(biased);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      scenario: loaded.id,
      row: { oracle: 'G1-variance-ratio', metric: 'variance-ratio', generation: 2 },
    });
    expect(found[0].adjustedP).toBeLessThan(THEORY_ALPHA);
  });

  test('of a whole population fails on a difference in the eighth digit', async () => {
    const { loaded: population, result } = await misspecified();
    const check = (record: Result) =>
      theoryFailures(theoryRows(population, record).map((each) => ({ scenario: population.id, row: each })));
    expect(check(result)).toEqual([]);
    const off = structuredClone(result);
    off.values['l2-squared'][1] = off.values['l2-squared'][1].map((value) => (value as number) + 1e-8);
    expect(check(off).map((failure) => failure.row.generation)).toEqual([2]);
  });
});
