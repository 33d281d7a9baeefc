import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fuzzSettings } from '../../core/src/testing/fuzz-settings.js';
import { editedJson, jsonEdits, jsonNodes } from '../../core/src/testing/json-edits.js';
import { damagedText, textDamages } from '../../core/src/testing/text-damages.js';
import { BadInput } from './errors.js';
import { collapseProfile } from './profile/profile.js';
import { formatResult, isResultOf, parseResult, type Result } from './record/result.js';
import { runCell } from './run/cell.js';
import { type LoadedScenario, loadScenario } from './scenario/load.js';
import { discreteScenario, gaussianScenario, loadedFrom, resultFrom } from './testing/scenarios.js';
import { temporaryWorkspace } from './testing/workspace.js';
import { readThroughput } from './throughput/baseline.js';
import { compareSpeeds } from './throughput/gate.js';
import { compareResults } from './verdict/compare.js';
import { summarise } from './verdict/summary.js';
import { theoryFailures, theoryRows } from './verdict/theory.js';

/** Whatever stands in a file, reading it succeeds or ends in a BadInput of one line; nothing else is thrown. */
function readOrRefuse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    expect(error.message).not.toMatch(/\n|\[object Object\]/);
    const { expected, found, remedy } = error.complaint;
    expect([expected, found, remedy].every((part) => part !== '')).toBe(true);
    return undefined;
  }
}

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());

function readScenario(text: string): LoadedScenario | undefined {
  const id = workspace.scenario('fuzz/scenario', text);
  return readOrRefuse(() => loadScenario(workspace, id));
}

/** Whether squares and products of the numbers in it could leave the range of a double. */
function overflows(content: unknown): boolean {
  return jsonNodes(content).some(({ parent, key }) => {
    const size = Math.abs(typeof parent[key] === 'number' ? parent[key] : 0);
    return size > 1e50 || (size > 0 && size < 1e-50);
  });
}

const scenarios = {
  gaussian: gaussianScenario({ mitigation: { id: 'fixed-real', ratio: 0.5 } }),
  'gaussian points': gaussianScenario({
    system: { ...(gaussianScenario().system as object), representation: 'points' },
    mitigation: { id: 'mixture', model: 0.5, previous: 0.25, original: 0.25 },
    metrics: ['w2-squared', 'kl', 'tail-mass', 'absorption-time'],
  }),
  discrete: discreteScenario({
    system: {
      id: 'discrete',
      representation: 'sufficient-statistics',
      real: {
        kind: 'gaussian-mixture-histogram',
        means: [-2, 2],
        variances: [1, 1],
        weights: [0.5, 0.5],
        bins: 8,
        range: [-4, 4],
      },
    },
    mitigation: { id: 'fresh-real', fraction: 0.25, counts: 'iid' },
    metrics: ['support', 'kl', 'mode-coverage', 'absorption-time'],
  }),
};

describe.each(Object.entries(scenarios))('a spoilt %s scenario', (_name, base) => {
  test('is read or refused, whatever happened to its fields; and what is read, runs', async () => {
    let loaded = 0;
    await fc.assert(
      fc.asyncProperty(jsonEdits, async (changes) => {
        const scenario = readScenario(editedJson(base, changes));
        if (scenario === undefined) return;
        loaded++;
        const { samples, generations } = scenario.scenario;
        if (samples === 'infinite' || samples > 1000 || generations > 1000 || overflows(scenario.scenario)) return;
        const cell = await runCell(scenario, 0, () => 0);
        expect(cell.values.length).toBe(scenario.observed.length * scenario.scenario.metrics.length);
      }),
      fuzzSettings(0.06),
    );
    // Some spoilt scenarios are still good: otherwise this would show little.
    expect(loaded).toBeGreaterThan(3);
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = JSON.stringify(base, null, 2);
    fc.assert(
      fc.property(textDamages, (changes) => void readScenario(damagedText(text, changes))),
      fuzzSettings(0.03),
    );
  });
});

describe('a spoilt record', () => {
  let loaded: LoadedScenario;
  let result: Result;
  beforeAll(async () => {
    loaded = loadedFrom(discreteScenario({ metrics: ['support', 'kl', 'absorption-time'] }));
    const bare = await resultFrom(loaded);
    result = { ...bare, theory: theoryRows(loaded, bare) };
    expect(result.theory.length).toBeGreaterThan(3);
  });

  /** What the verdict `exact` vouches for: all there is about the replicates that `one` has in common with `other`. */
  function of(one: Result, other: Result): object {
    const { generations, realSamplesUsed, seed, scenarioHash } = one;
    const cells = one.replicates.flatMap((replicate, r) => {
      if (!other.replicates.includes(replicate)) return [];
      const values = Object.entries(one.values).map(([id, rows]) => [id, rows.map((row) => row[r])]);
      return [[replicate, { absorbedAt: one.absorbedAt[r], ...Object.fromEntries(values) }]];
    });
    return { generations, realSamplesUsed, seed, scenarioHash, cells: Object.fromEntries(cells) };
  }

  /** Everything that is done with a record after it was read. */
  function use(text: string): void {
    const read = readOrRefuse(() => parseResult(text, 'baselines/fuzz.json'));
    if (read === undefined) return;
    expect(parseResult(formatResult(read), 'again')).toEqual(read);
    for (const sameClass of overflows(read.values) ? [true] : [true, false]) {
      const { kind } = compareResults(loaded, result, read, sameClass);
      if (kind === 'exact') expect(of(read, result)).toEqual(of(result, read));
    }
    summarise(read);
    if (isResultOf(loaded, read) && !overflows(read.values)) collapseProfile(loaded.scenario, read);
    theoryFailures(read.theory.map((row) => ({ scenario: read.scenario, row })));
  }

  test('is read or refused, whatever happened to its fields, and passes as exact only where equal', () => {
    fc.assert(
      fc.property(jsonEdits, (changes) => use(editedJson(result, changes))),
      fuzzSettings(0.03),
    );
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = formatResult(result);
    fc.assert(
      fc.property(textDamages, (changes) => use(damagedText(text, changes))),
      fuzzSettings(0.03),
    );
  });
});

describe('a spoilt throughput baseline', () => {
  const speed = (id: string, bound: string, perSecond: number) => ({
    id,
    unit: 'samples',
    bound,
    perSecond,
    calibrationPerSecond: 1e4,
  });
  const speeds = [speed('normal', 'arithmetic', 1e8), speed('points', 'memory', 1e7)];
  const base = { formatVersion: 1, class: 'fuzz', speeds };

  function use(text: string): void {
    workspace.write('baselines/throughput/fuzz.json', text);
    const read = readOrRefuse(() => readThroughput(workspace, 'fuzz'));
    if (read === undefined) return;
    const rows = compareSpeeds(speeds as typeof read, read);
    // Whatever the baseline names is compared or reported as gone: no edit hides a benchmark.
    for (const { id } of read) expect(rows.find((row) => row.id === id)!.verdict).not.toBe('new');
  }

  test('is read or refused, whatever happened to its fields', () => {
    fc.assert(
      fc.property(jsonEdits, (changes) => use(editedJson(base, changes))),
      fuzzSettings(0.02),
    );
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = JSON.stringify(base, null, 2);
    fc.assert(
      fc.property(textDamages, (changes) => use(damagedText(text, changes))),
      fuzzSettings(0.02),
    );
  });
});
