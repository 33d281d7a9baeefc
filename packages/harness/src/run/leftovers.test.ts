import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { progressOn } from '../report/progress.js';
import { type LoadedScenario, loadScenario } from '../scenario/load.js';
import { memoryIo } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { type CellResult, runCell } from './cell.js';
import { environment } from './environment.js';
import { codeHash } from './fingerprint.js';
import { lockFolder } from './folder-lock.js';
import { folderOf, writeRecord } from './record-files.js';
import { runScenarios } from './run-scenarios.js';

const workspace = temporaryWorkspace();
const out = path.join(workspace.root, 'runs');
const folder = folderOf(out, 'small/a');
afterAll(() => workspace.remove());

const LEFT = [
  'checkpoint-0.bin',
  'checkpoint-12.bin.new',
  'journal.ndjson',
  'pictures/support.svg.2718281',
  'result.json.314159',
  'run.json.1',
];
const OTHERS = [
  'checkpoint-3.binary',
  'my-checkpoint-3.bin',
  'notes.json',
  'pictures/support.svg',
  'result.json.old',
  'shard.json',
];
function leave(names: readonly string[]): void {
  for (const name of names) workspace.write(`runs/small/a/${name}`, 'x');
}

let loaded: LoadedScenario;
let cells: CellResult[];
const write = () =>
  writeRecord(folder, loaded, cells, {
    code: codeHash(),
    className: 'portable',
    makers: { environment: environment(), jobs: 1 },
  });
const rerun = () =>
  runScenarios(workspace, [loaded], {
    out,
    jobs: 1,
    fresh: false,
    signal: new AbortController().signal,
    progress: progressOn(memoryIo(), 1),
  });

beforeAll(async () => {
  loaded = loadScenario(workspace, workspace.scenario('small/a', discreteScenario({ replicates: 2 })));
  cells = await Promise.all([0, 1].map((replicate) => runCell(loaded, replicate, () => 0)));
  mkdirSync(folder, { recursive: true });
});

describe('what killed runs left is removed, and nothing else', () => {
  test('when a record is written', () => {
    leave([...LEFT, ...OTHERS]);
    write();
    expect(filesIn(folder)).toEqual([...OTHERS, 'result.json', 'run.json'].sort());
  });

  test('when a record is found whole', async () => {
    write();
    leave(LEFT);
    const [{ reused }] = await rerun();
    expect(reused).toBe(true);
    expect(filesIn(folder)).toEqual([...OTHERS, 'result.json', 'run.json'].sort());
    expect(existsSync(path.join(out, '.collapse-lock'))).toBe(false);
  });

  test('but not where another run may be at it', async () => {
    const unlock = lockFolder(out, 'runs');
    // A record without leftovers is read all the same.
    expect((await rerun())[0].reused).toBe(true);
    leave(LEFT);
    await expect(rerun()).rejects.toThrow(/no other run/);
    expect(filesIn(folder)).toEqual([...LEFT, ...OTHERS, 'result.json', 'run.json'].sort());
    unlock();
  });
});
