import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScenario, type Result, theoryRows, workspaceAt } from '@collapse-bench/harness';
import { describe, expect, test } from 'vitest';
import { checkScenario } from './check-scenario.js';
import { type Batch, SUMMARY } from './messages.js';
import { runScenario, verdictOf } from './run-scenario.js';
import type { Scenario } from './scenario.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const json = (...parts: string[]) => JSON.parse(readFileSync(path.join(root, ...parts), 'utf8'));
const scenarioOf = (id: string): Scenario => json('benchmarks', 'scenarios', `${id}.json`);

async function collect(scenario: Scenario, due: () => boolean): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of runScenario(scenario, due)) batches.push(batch);
  return batches;
}

/** As in records: values[metric][i][r], and no number is the status. */
function recorded({ metrics, replicates }: Scenario, batches: readonly Batch[]) {
  const rows = batches.flatMap(({ count, values, gaps }) =>
    Array.from({ length: count * metrics.length }, (_, row) => ({
      metric: metrics[row % metrics.length],
      numbers: Array.from(values.subarray(row * replicates, (row + 1) * replicates)),
      gaps,
    })),
  );
  return Object.fromEntries(metrics.map((id) => [id, rows.filter(({ metric }) => metric === id).map(({ numbers }) => numbers)]));
}

/** The baseline's values of the first replicates, NaN where it says why there is no number. */
function baselineValues(values: Record<string, (number | object)[][]>, replicates: number) {
  const plain = (row: (number | object)[]) =>
    row.slice(0, replicates).map((value) => (typeof value === 'number' ? value : Number.NaN));
  return Object.fromEntries(Object.entries(values).map(([metric, rows]) => [metric, rows.map(plain)]));
}

describe('a scenario in the browser gives the numbers of the command line', () => {
  test.each([
    'gaussian/replace-m100',
    'gaussian/replace-m100-points',
    'gaussian/fresh-real-10',
    'gaussian/preserve-real-10-redrawn',
    'gaussian/sampling-bias-0.9',
    'discrete/three-states-m20-select-softmax-k4',
    'gmm/one-component',
  ])('%s: equal to the baseline, values and theory, whenever batches are taken', async (id) => {
    const scenario = scenarioOf(id);
    const baseline: Result = json('baselines', `${id}.json`);
    expect(checkScenario(scenario)).toEqual([]);
    let asked = 0;
    const batches = await collect(scenario, () => asked++ % 997 === 0);
    expect(batches.length).toBeGreaterThan(1);
    expect(recorded(scenario, batches)).toEqual(baselineValues(baseline.values, scenario.replicates));
    const theory = batches.flatMap((batch) => batch.theory);
    const byName = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect([...theory].sort(byName)).toEqual(theoryRows(loadScenario(workspaceAt(root), id), baseline).sort(byName));
    expect(verdictOf(theory).rejected).toBe(0);
  });

  test.each([
    'gaussian/fig5-m100',
    'discrete/two-states-m50',
    'discrete/zipf-fresh-real-10-iid',
    'discrete/fig3-bimodal',
    'gmm/bimodal-m100',
  ])('%s: the first three replicates have the values of the baseline', async (id) => {
    const scenario = { ...scenarioOf(id), replicates: 3 };
    const { values } = json('baselines', `${id}.json`);
    expect(recorded(scenario, await collect(scenario, () => false))).toEqual(baselineValues(values, 3));
  });
});

const brief: Scenario = {
  formatVersion: 1,
  title: 'Two samples soon have no spread',
  system: {
    id: 'gaussian',
    dimension: 1,
    ddof: 1,
    representation: 'points',
    real: { kind: 'normal', mean: [0], covariance: [[1]] },
    approximation: { kind: 'exact' },
  },
  mitigation: { id: 'replace' },
  samples: 2,
  generations: 120,
  replicates: 3,
  seed: 7,
  metrics: ['variance-ratio', 'log-det-ratio'],
};

describe('what a run says while it goes on', () => {
  test('observed generations come in order, each once, with a picture each, the real one first, and progress rises to 1', async () => {
    let asked = 0;
    const batches = await collect(brief, () => asked++ % 50 === 7);
    let next = 0;
    let done = 0;
    for (const [i, batch] of batches.entries()) {
      expect(batch.from).toBe(next);
      expect(batch.pictures).toHaveLength(batch.count);
      expect(batch.real?.kind).toBe(batch.count > 0 && next === 0 ? 'curve' : undefined);
      expect(batch.done).toBeGreaterThan(done);
      next += batch.count;
      done = batch.done;
      expect(i === batches.length - 1).toBe(done === 1);
    }
    expect(next).toBe(batches[0].pictures.length + batches.slice(1).reduce((sum, { count }) => sum + count, 0));
  });

  test('one batch at the end where none is due before', async () => {
    const batches = await collect(brief, () => false);
    expect(batches).toHaveLength(1);
    expect(batches[0].summary).toHaveLength(batches[0].count * 2 * SUMMARY.length);
  });

  test('a metric without a number in some replicate has a gap instead of a statistic over the survivors', async () => {
    const [{ gaps, summary, theory, count }] = await collect(brief, () => false);
    const gap = gaps.find(({ metric }) => metric === 'log-det-ratio')!;
    expect(gap).toMatchObject({ status: 'diverged' });
    expect(gap.replicates).toBeGreaterThan(0);
    const last = ((count - 1) * 2 + 1) * SUMMARY.length;
    expect(Array.from(summary.subarray(last, last + SUMMARY.length))).toEqual(SUMMARY.map(() => Number.NaN));
    expect(theory.some(({ metric, generation }) => metric === gap.metric && generation === gap.generation)).toBe(false);
  });
});

describe('the exact predictions together', () => {
  test('one that is far off is rejected, bounds and asymptotic ones are not asked', () => {
    const point = { oracle: 'G', metric: 'm', statistic: 'mean', generation: 1, prediction: 0, measured: 0, standardError: 1 };
    const at = (z: number, kind: 'exact' | 'asymptotic') => ({ ...point, standardErrorFrom: 'theory' as const, kind, z });
    expect(verdictOf([at(0.5, 'exact'), at(-6, 'exact'), at(40, 'asymptotic')])).toEqual({ exact: 2, largestZ: 6, rejected: 1 });
    expect(verdictOf([])).toEqual({ exact: 0, largestZ: 0, rejected: 0 });
  });
});
