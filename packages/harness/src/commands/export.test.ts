import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemOf } from '../catalog.js';
import { formatResult, type Result, resultOf } from '../record/result.js';
import { type CellState, runCell } from '../run/cell.js';
import { classOf, codeHash } from '../run/fingerprint.js';
import { hostOf } from '../run/host.js';
import { loadScenario } from '../scenario/load.js';
import { callMain } from '../testing/collapse.js';
import { systemOptions } from '../testing/conformance-options.js';
import { filesIn } from '../testing/files.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
const below = (file: string) => path.join(workspace.root, ...file.split('/'));
const call = (...argv: string[]) => callMain(workspace.root, 'export', ...argv);
const files = (folder: string) =>
  Object.fromEntries(
    filesIn(below(folder)).map((name) => [name.split(path.sep).join('/'), readFileSync(below(`${folder}/${name}`))]),
  );

/** A result as a run leaves it, and the model of each generation that it measured but the last. */
let result: Result;
const models: unknown[] = [];

beforeAll(async () => {
  const trained = {
    system: systemOptions.llm[0],
    samples: 4,
    generations: 3,
    observe: [1, 3],
    replicates: 1,
    metrics: ['vocabulary'],
  };
  workspace.scenario('small/l', gaussianScenario(trained));
  workspace.scenario('small/g', gaussianScenario());
  const loaded = loadScenario(workspace, 'small/l', { seed: 8 });
  const save = ({ last }: CellState) => models.push(structuredClone(last.params));
  const cell = await runCell(loaded, 0, () => 0, { checkpoint: { restore: () => undefined, save } });
  result = resultOf(loaded, [cell], classOf(loaded));
  workspace.write('records/small/l/result.json', formatResult(result));
  workspace.write('records/small/l/run.json', { codeHash: codeHash() });
});
afterAll(() => workspace.remove());

describe('a generation is exported', () => {
  test('as the model that the recorded run had there, with its seed and where it comes from', async () => {
    const { code, out, err } = await call('small/l', '--generation', '2', '--from', below('records'), '--out', below('two'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('small/l, generation 2 of replicate 0, seed 8:\n  two\n');
    const { 'origin.json': origin, ...found } = files('two');
    const system = systemOf('llm');
    const expected = await system.export!(systemOptions.llm[0], models[1], hostOf(system.module));
    expect(Object.keys(found)).toContain('onnx/model.onnx');
    expect(found).toEqual(Object.fromEntries(Object.entries(expected).map(([name, bytes]) => [name, Buffer.from(bytes)])));
    expect(JSON.parse(origin.toString())).toMatchObject({ scenario: 'small/l', seed: 8, replicate: 0, generation: 2 });
  });

  test('without a run with the seed of the scenario', async () => {
    const { code, out, err } = await call('small/l', '--generation', '1', '--out', below('one'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('seed 1:');
    expect(files('one')['onnx/model.onnx']).not.toEqual(files('two')['onnx/model.onnx']);
  });

  test('with a word where the code has changed since the run', async () => {
    workspace.write('older/small/l/result.json', formatResult(result));
    workspace.write('older/small/l/run.json', { codeHash: 'c0de' });
    const { code, err } = await call('small/l', '--generation', '1', '--from', below('older'), '--out', below('three'));
    expect(code).toBe(0);
    expect(err).toMatch(/^collapse: the code has changed since the run in \S+: the model may not be [^\n]*\n$/);
  });
});

describe('bad input is', () => {
  const refused = async (argv: readonly string[], message: RegExp) => {
    const { code, out, err } = await call(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.split('\n')).toHaveLength(2);
  };
  const out = ['--out', below('new')];

  test('no scenario, or several', async () => {
    await refused(['--generation', '1', ...out], /expected one scenario, got none/);
    await refused(['small/*', '--generation', '1', ...out], /expected one scenario, got 2 \(small\/g, small\/l\)/);
  });

  test('a system that nothing else reads', async () => {
    await refused(
      ['small/g', '--generation', '1', ...out],
      /whose models other software reads \(.*llm.*\), got small\/g, of gaussian/,
    );
  });

  test('no generation, or one that the scenario has not', async () => {
    await refused(['small/l', ...out], /expected --generation to be one of the 3 of small\/l, got none/);
    await refused(['small/l', '--generation', '4', ...out], /one of the 3 of small\/l, got 4/);
    await refused(['small/l', '--generation', '0', ...out], /--generation to be a whole number from 1/);
  });

  test('no folder for the files, or one in use', async () => {
    await refused(['small/l', '--generation', '1'], /expected --out DIR, got none/);
    const file = workspace.write('used/file', '');
    await refused(['small/l', '--generation', '1', '--out', file], /new or empty folder after --out, got .*, which is a file/);
    await refused(['small/l', '--generation', '1', '--out', path.dirname(file)], /got .*, which holds file;/);
  });

  test('a run that is not there, of another version of the scenario, or of another class of machine', async () => {
    const from = (folder: string) => ['small/l', '--generation', '1', ...out, '--from', below(folder)];
    await refused(
      from('nowhere'),
      /expected a result of small\/l in \S+nowhere .*, got none; no result yet: pnpm collapse run small\/l/,
    );
    workspace.write('changed/small/l/result.json', formatResult({ ...result, scenarioHash: '0'.repeat(64) }));
    await refused(from('changed'), /; the scenario has changed since its result/);
    workspace.write('foreign/small/l/result.json', formatResult({ ...result, environmentClass: 'abacus, 2 beads' }));
    await refused(from('foreign'), /got one of another class of machine \(abacus, 2 beads; here: .*\); run it here: pnpm/);
  });
});
