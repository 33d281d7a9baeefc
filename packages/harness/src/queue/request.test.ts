import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedScenario } from '../scenario/load.js';
import { loadScenario } from '../scenario/load.js';
import { badInputOf } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { type CellRequest, readRequest, requestId, requestOf, scenarioFor } from './request.js';

const workspace = temporaryWorkspace();
const code = { codeHash: 'a'.repeat(64), lockfileHash: 'b'.repeat(64) };
let loaded: LoadedScenario;
let request: CellRequest;
beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario());
  loaded = loadScenario(workspace, 'small/a', { seed: 7, replicates: 40 });
  request = requestOf(loaded, 31, 'portable', code);
});
afterAll(() => workspace.remove());

const found = (changes: Partial<CellRequest>, known = new Map<string, LoadedScenario>()) =>
  scenarioFor(workspace, { ...request, ...changes }, code, known);

describe('a request', () => {
  test('is names and numbers, and survives the queue', () => {
    const travelled: unknown = JSON.parse(JSON.stringify(request));
    expect(readRequest(travelled, requestId(request))).toEqual(request);
    expect(request).toMatchObject({ scenario: 'small/a', seed: 7, replicate: 31, environmentClass: 'portable' });
  });

  test('has one name for a cell however many replicates the run has, and another for every other cell', () => {
    const fewer = loadScenario(workspace, 'small/a', { seed: 7, replicates: 32 });
    expect(requestId(requestOf(fewer, 31, 'portable', code))).toBe(requestId(request));
    const other = 'c'.repeat(64);
    const changes: Partial<CellRequest>[] = [
      { replicate: 30 },
      { scenarioHash: other },
      { codeHash: other },
      { environmentClass: 'x64, avx2' },
      { scenario: 'small/b' },
      { engine: 'wasm' },
    ];
    const ids = [{}, ...changes].map((change) => requestId({ ...request, ...change }));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each<[string, (good: any) => unknown]>([
    ['nothing', () => null],
    ['code', () => 'process.exit()'],
    ['a field more', (good) => ({ ...good, system: { id: 'gaussian' } })],
    ['a field less', ({ seed: _seed, ...rest }) => rest],
    ['a path upwards', (good) => ({ ...good, scenario: '../../outside' })],
    ['a path upwards within', (good) => ({ ...good, scenario: 'small/../../outside' })],
    ['an absolute path', (good) => ({ ...good, scenario: '/etc/passwd' })],
    ['a path of Windows', (good) => ({ ...good, scenario: 'small\\a' })],
    ['a name with a line break', (good) => ({ ...good, scenario: 'small/a\n' })],
    ['a glob', (good) => ({ ...good, scenario: 'small/*' })],
    ['a replicate below 0', (good) => ({ ...good, replicate: -1 })],
    ['a replicate that is no number', (good) => ({ ...good, replicate: '0' })],
    ['a huge replicate', (good) => ({ ...good, replicate: 1e9 })],
    ['an engine that nobody knows', (good) => ({ ...good, engine: 'file:///x.js' })],
    ['a hash that is none', (good) => ({ ...good, codeHash: 'A'.repeat(64) })],
    ['a class without end', (good) => ({ ...good, environmentClass: 'x'.repeat(1000) })],
    ['another format', (good) => ({ ...good, formatVersion: 2 })],
  ])('is refused: %s', (_what, change) => {
    const raw = change(request);
    const { message } = badInputOf(() => readRequest(raw, requestId(request)));
    expect(message).toMatch(/^cell [0-9a-f]{12} of the queue/);
    expect(message).not.toContain('\n');
  });

  test('is refused under the name of another cell', () => {
    const { found: what } = badInputOf(() => readRequest({ ...request, replicate: 30 }, requestId(request))).complaint;
    expect(what).toBe('another name');
  });
});

describe('the scenario of a request', () => {
  test('is looked up in this checkout, once', () => {
    const known = new Map<string, LoadedScenario>();
    const first = found({}, known);
    expect(first).toMatchObject({ id: 'small/a', hash: loaded.hash, scenario: { seed: 7 } });
    expect(found({ replicate: 3 }, known)).toBe(first);
    expect(known.size).toBe(1);
  });

  test.each<[string, Partial<CellRequest>, RegExp]>([
    ['other code', { codeHash: 'c'.repeat(64) }, /^it is of other code \(cccccccccccc\) than this checkout's \(aaaaaaaaaaaa\)$/],
    ['another lockfile', { lockfileHash: null }, /pnpm-lock\.yaml is another/],
    ['a scenario that is not here', { scenario: 'small/b' }, /not in this checkout/],
    ['a scenario that is another here', { scenarioHash: 'd'.repeat(64) }, /another version of the scenario \(dddddddddddd\)/],
    ['a scenario with another seed than its hash', { seed: 8 }, /another version/],
    ['another class of machine', { environmentClass: 'x64, avx9' }, /class "x64, avx9", and this machine is of "portable"/],
  ])('is left to others: %s', (_what, change, reason) => {
    expect(found(change)).toEqual({ reason: expect.stringMatching(reason) });
  });

  test('is left to others where it was right before, and the class is not', () => {
    const known = new Map<string, LoadedScenario>();
    found({}, known);
    expect(found({ environmentClass: 'x64, avx9' }, known)).toHaveProperty('reason');
  });
});
