import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', 'x', 'infinite', [], {}, [[]], [null], { id: 'gaussian' }, '__proto__'),
  fc.constantFrom(0, -0, 1, 2, 3, -1, 0.5, 1.5, 10, 64, 1e-9, 5e-324, 1e154, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 53 - 1),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);

interface Edit {
  readonly kind: 'delete' | 'replace' | 'insert' | 'copy';
  readonly at: number;
  readonly from: number;
  readonly key: string;
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('delete', 'replace', 'replace', 'insert', 'copy'),
  at: fc.nat(100_000),
  from: fc.nat(100_000),
  key: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('id', 'kind', '__proto__', 'constructor', 'a/b~c')),
  value: odd,
});

interface Node {
  readonly parent: any;
  readonly key: string | number;
}

function nodesOf(parent: any): Node[] {
  if (parent === null || typeof parent !== 'object') return [];
  const keys: (string | number)[] = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent);
  return keys.flatMap((key) => [{ parent, key }, ...nodesOf(parent[key])]);
}

function put(parent: any, key: string | number, value: unknown): void {
  // An own field even where the key is __proto__, as JSON.parse makes it.
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The JSON text of `base` after some edits of its tree. */
function edited(base: unknown, edits: readonly Edit[]): string {
  const root = { content: structuredClone(base) };
  for (const { kind, at, from, key, ...rest } of edits) {
    const value = structuredClone(rest.value);
    const nodes = nodesOf(root);
    const node = nodes[at % nodes.length];
    const target = node.parent[node.key];
    if (kind === 'replace') put(node.parent, node.key, value);
    else if (kind === 'copy') {
      const source = nodes[from % nodes.length];
      put(node.parent, node.key, structuredClone(source.parent[source.key]));
    } else if (kind === 'insert' && target !== null && typeof target === 'object') {
      if (Array.isArray(target)) target.splice(at % (target.length + 1), 0, value);
      else put(target, key, value);
    } else if (Array.isArray(node.parent)) node.parent.splice(node.key as number, 1);
    else if (node.parent !== root) delete node.parent[node.key];
  }
  return JSON.stringify(root.content, null, 1) ?? '';
}

/** A text after some of its characters were replaced, inserted, removed, or its end cut off. */
function damaged(text: string, edits: readonly { at: number; length: number; insert: string; cut: boolean }[]): string {
  return edits.reduce((now, { at, length, insert, cut }) => {
    const place = at % (now.length + 1);
    return cut ? now.slice(0, place) : now.slice(0, place) + insert + now.slice(place + length);
  }, text);
}

const damages = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    length: fc.nat(3),
    insert: fc.oneof(
      fc.string({ maxLength: 2 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom('-', '.', 'e9', '"', '[', '{', ',', '9'),
    ),
    cut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);
const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
/** FUZZ_SEED and FUZZ_RUNS: for long searches. */
const settings = { seed: Number(process.env.FUZZ_SEED ?? 20230517), numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());

function readScenario(text: string): LoadedScenario | undefined {
  const id = workspace.scenario('fuzz/scenario', text);
  return readOrRefuse(() => loadScenario(workspace, id));
}

/** Whether squares and products of the numbers in it could leave the range of a double. */
function overflows(content: unknown): boolean {
  return nodesOf(content).some(({ parent, key }) => {
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
      fc.asyncProperty(edits, async (changes) => {
        const scenario = readScenario(edited(base, changes));
        if (scenario === undefined) return;
        loaded++;
        const { samples, generations } = scenario.scenario;
        if (samples === 'infinite' || samples > 1000 || generations > 1000 || overflows(scenario.scenario)) return;
        const cell = await runCell(scenario, 0, () => 0);
        expect(cell.values.length).toBe(scenario.observed.length * scenario.scenario.metrics.length);
      }),
      settings,
    );
    // Some spoilt scenarios are still good: otherwise this would show little.
    expect(loaded).toBeGreaterThan(3);
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = JSON.stringify(base, null, 2);
    fc.assert(
      fc.property(damages, (changes) => void readScenario(damaged(text, changes))),
      settings,
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
      fc.property(edits, (changes) => use(edited(result, changes))),
      settings,
    );
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = formatResult(result);
    fc.assert(
      fc.property(damages, (changes) => use(damaged(text, changes))),
      settings,
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
      fc.property(edits, (changes) => use(edited(base, changes))),
      settings,
    );
  });

  test('is read or refused, whatever happened to its text', () => {
    const text = JSON.stringify(base, null, 2);
    fc.assert(
      fc.property(damages, (changes) => use(damaged(text, changes))),
      settings,
    );
  });
});
