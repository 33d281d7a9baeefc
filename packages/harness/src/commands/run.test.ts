import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatResult, parseResult } from '../record/result.js';
import { loadScenario } from '../scenario/load.js';
import { callMain, runCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario, gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { theoryRows } from '../verdict/theory.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const run = (argv: string[]) => runCollapse(workspace.root, ['run', ...argv]);
beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario());
  workspace.scenario('small/b', discreteScenario());
  workspace.scenario('large/c', gaussianScenario({ replicates: 300 }));
  workspace.write('benchmarks/suites/own.json', { formatVersion: 1, title: 'Own', include: ['small/*'], throughput: false });
});
afterAll(() => workspace.remove());

describe('collapse run', () => {
  test('writes a record beside its provenance, and says what it found', async () => {
    const { code, out, err } = await run(['small/a']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('small/a: A small chain');
    expect(out).toContain('4 replicates, seed 1; ');
    expect(out).toContain('record: runs/small/a/result.json');
    expect(filesIn(below('runs', 'small', 'a'))).toEqual(['result.json', 'run.json']);
    const text = readFileSync(below('runs/small/a/result.json'), 'utf8');
    // The workers of the built command and this process from sources find the same bytes.
    const loaded = loadScenario(workspace, 'small/a');
    const bare = await resultFrom(loaded);
    expect(text).toBe(formatResult({ ...bare, theory: theoryRows(loaded, bare) }));
    const info = JSON.parse(readFileSync(below('runs/small/a/run.json'), 'utf8'));
    expect(info).toMatchObject({ scenario: 'small/a', scenarioHash: loaded.hash, cells: 4, environmentClass: 'portable' });
    expect(info.codeHash).toMatch(/^[0-9a-f]{64}$/);
    expect(info.environment.node).toBe(process.versions.node);
    expect(info.seconds).toBeGreaterThan(0);
  });

  test('reuses what is there under the same scenario and code, unless told not to', async () => {
    const before = statSync(below('runs/small/a/result.json'));
    const reused = await callMain(workspace.root, 'run', 'small/a', '--json');
    expect(JSON.parse(reused.out).scenarios[0].reused).toBe(true);
    expect((await callMain(workspace.root, 'run', 'small/a')).out).toContain('reused: same scenario, code and data');
    expect(statSync(below('runs/small/a/result.json')).mtimeMs).toBe(before.mtimeMs);
    const fresh = await run(['small/a', '--fresh', '--json']);
    expect(JSON.parse(fresh.out).scenarios[0].reused).toBe(false);
    expect(statSync(below('runs/small/a/result.json')).mtimeMs).toBeGreaterThan(before.mtimeMs);
    const more = await run(['small/a', '--replicates', '5', '--json', '--out', below('more')]);
    expect(JSON.parse(more.out).scenarios[0]).toMatchObject({ reused: false, replicates: 5 });
  });

  test('a record that was edited, or whose provenance is of another run, is not reused', async () => {
    const folder = below('edited/small/a');
    cpSync(below('runs/small/a'), folder, { recursive: true });
    const file = path.join(folder, 'result.json');
    const good = readFileSync(file, 'utf8');
    const again = async () => {
      const { out } = await run(['small/a', '--out', below('edited'), '--json']);
      expect(JSON.parse(out).scenarios[0].reused).toBe(false);
      expect(readFileSync(file, 'utf8')).toBe(good);
    };
    const record = parseResult(good, file);
    record.values['variance-ratio'][0][0] = 0.123;
    writeFileSync(file, formatResult(record));
    await again();
    const info = path.join(folder, 'run.json');
    writeFileSync(info, readFileSync(info, 'utf8').replace(/"resumeKey": ".{64}"/, `"resumeKey": "${'0'.repeat(64)}"`));
    await again();
  });

  test('gives the same bytes with one worker and with two', async () => {
    const texts = [];
    for (const jobs of ['1', '2']) {
      const { code } = await run(['**', '--seed', '7', '--jobs', jobs, '--out', below(`jobs-${jobs}`)]);
      expect(code).toBe(0);
      texts.push(['small/a', 'small/b', 'large/c'].map((id) => readFileSync(below(`jobs-${jobs}`, id, 'result.json'), 'utf8')));
    }
    expect(texts[1]).toEqual(texts[0]);
    expect(texts[0][0]).toContain('"seed": 7');
  });

  test('prints JSON and nothing else with --json', async () => {
    const { code, out, err } = await run(['--suite', 'own', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { scenarios } = JSON.parse(out);
    expect(scenarios.map(({ scenario }: { scenario: string }) => scenario)).toEqual(['small/a', 'small/b']);
    expect(scenarios[0].summary[0]).toMatchObject({ metric: 'variance-ratio', generation: 1 });
    expect(scenarios[0].theory.length).toBeGreaterThan(0);
  });
});

test('an engine is looked up before anything runs', async () => {
  const { code, err } = await callMain(workspace.root, 'run', 'small/a', '--engine', 'wasn');
  expect(code).toBe(2);
  expect(err).toContain('expected --engine to be one of onnx, onnx:webgpu');
  expect(err).toContain('wasm');
  expect((await callMain(workspace.root, 'run', 'small/a', '--engine', 'wasm')).code).toBe(0);
});
