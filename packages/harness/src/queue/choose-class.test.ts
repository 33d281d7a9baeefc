import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classOf, keyOf } from '../run/fingerprint.js';
import { appendCells, openJournal } from '../run/journal.js';
import { folderOf } from '../run/record-files.js';
import { type LoadedScenario, loadScenario } from '../scenario/load.js';
import { gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { chooseClass, needsOneClass, recordedClass } from './choose-class.js';
import type { PresentWorker } from './presence.js';

const code = 'a'.repeat(64);
const workspace = temporaryWorkspace();
const at = (name: string, jobs: number, machine: string): PresentWorker => ({
  ...{ name, jobs, machine, codeHash: code, commit: null, running: 0, done: 0, at: 0 },
});
const workers = [at('a', 4, 'arm64, neon'), at('b', 3, 'x64, avx2'), at('c', 2, 'x64, avx2')];
let trains: LoadedScenario;
beforeAll(() => {
  trains = loadScenario(workspaceAt(ownRoot), 'llm/brief');
});
afterAll(() => workspace.remove());

describe('the class in which a scenario is computed', () => {
  test('matters to systems that train alone', () => {
    expect(needsOneClass(trains)).toBe(true);
    expect(needsOneClass(loadedFrom(gaussianScenario()))).toBe(false);
  });

  test('is the one of which most cells are computed at a time', () => {
    expect(chooseClass(trains, workers, workspace.runs, code)).toBe(classOf(trains, 'x64, avx2'));
    expect(chooseClass(trains, workers.slice(0, 2), workspace.runs, code)).toBe(classOf(trains, 'arm64, neon'));
  });

  test('is that of cells which are there already, if somebody can go on with them', () => {
    const neon = classOf(trains, 'arm64, neon');
    const journal = openJournal(folderOf(workspace.runs, trains.id), keyOf(trains.hash, code, neon));
    expect(chooseClass(trains, workers, workspace.runs, code)).toContain('avx2');
    appendCells(journal, [{ replicate: 0, values: Float64Array.of(1), exceptions: [], absorbedAt: null, seconds: 1 }]);
    expect(chooseClass(trains, workers, workspace.runs, code)).toBe(neon);
    expect(chooseClass(trains, workers.slice(1), workspace.runs, code)).toContain('avx2');
  });

  test('is that of a whole record of the same scenario and code', () => {
    const out = `${workspace.root}/recorded`;
    const info = { environmentClass: 'x64, avx9, old', resumeKey: keyOf(trains.hash, code, 'x64, avx9, old') };
    expect(recordedClass(trains, out, code)).toBeUndefined();
    const write = (content: unknown) => workspace.write(`recorded/${trains.id}/run.json`, content);
    write(info);
    expect(recordedClass(trains, out, code)).toBe('x64, avx9, old');
    expect(recordedClass(trains, out, 'b'.repeat(64))).toBeUndefined();
    for (const content of ['', 'null', '[]', { ...info, environmentClass: 7 }, { ...info, environmentClass: 'other' }]) {
      write(content);
      expect(recordedClass(trains, out, code)).toBeUndefined();
    }
  });
});
