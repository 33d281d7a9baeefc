import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { byteDamages, damagedBytes } from '../../core/src/testing/byte-damages.js';
import { fuzzSettings } from '../../core/src/testing/fuzz-settings.js';
import { editedJson, jsonEdits } from '../../core/src/testing/json-edits.js';
import { damagedText, textDamages } from '../../core/src/testing/text-damages.js';
import { BadInput } from './errors.js';
import type { CellResult } from './run/cell.js';
import { checkpointOf } from './run/checkpoint.js';
import { appendCells, openJournal, readJournal } from './run/journal.js';
import { loadSuite, suiteScenarios } from './scenario/suite.js';
import { sha256 } from './sha256.js';
import { readDurations } from './shard/durations.js';
import { readManifest } from './shard/manifest.js';
import { filesIn } from './testing/files.js';
import { gaussianScenario } from './testing/scenarios.js';
import { temporaryWorkspace } from './testing/workspace.js';

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());
workspace.scenario('fuzz/scenario', gaussianScenario());
const folder = path.dirname(workspace.write('runs/fuzz/.keep', ''));

/** What is read or refused, in one line, leaves the files of the workspace as they are. */
function readOrRefuse<T>(read: () => T): T | undefined {
  const before = filesIn(workspace.root);
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    expect(error.message).not.toMatch(/\n|\[object Object\]/);
    expect(error.message.length).toBeLessThan(2000);
    return undefined;
  } finally {
    expect(filesIn(workspace.root)).toEqual(before);
  }
}

const hash = sha256('x');
const manifest = {
  formatVersion: 1,
  shard: { index: 1, count: 2 },
  codeHash: hash,
  environment: { node: 'v22.0.0', cpus: 2, dirty: false, gpu: null },
  jobs: 1,
  finishedAt: '2026-01-01T00:00:00.000Z',
  scenarios: [
    {
      scenario: 'fuzz/scenario',
      scenarioHash: hash,
      seed: 1,
      replicates: 3,
      environmentClass: 'portable',
      cells: [0, 2],
      pictures: [{ name: 'a.json', sha256: hash }],
    },
  ],
};
const suite = { formatVersion: 1, title: 'Fuzz', include: ['fuzz/*'], exclude: ['other/*', 'fuzz/x'], throughput: false };
const durations = { formatVersion: 1, secondsPerCell: { 'fuzz/scenario': 0.5, 'a/b': 12 } };

const manifestFolder = path.dirname(workspace.write('runs/shard/shard.json', manifest));
workspace.write('benchmarks/suites/fuzz.json', suite);
workspace.write('benchmarks/durations.json', durations);

describe.each<[string, object, string, () => unknown]>([
  ['shard.json', manifest, 'runs/shard/shard.json', () => readManifest(manifestFolder, 'shard.json')],
  ['suite', suite, 'benchmarks/suites/fuzz.json', () => suiteScenarios(workspace, loadSuite(workspace, 'fuzz'))],
  ['durations.json', durations, 'benchmarks/durations.json', () => readDurations(workspace)],
])('a spoilt %s is read or refused', (_name, base, file, read) => {
  const use = (text: string) => {
    workspace.write(file, text);
    readOrRefuse(read);
  };

  test('whatever happened to its fields', () => {
    fc.assert(
      fc.property(jsonEdits, (edits) => use(editedJson(base, edits))),
      fuzzSettings(0.02),
    );
  });

  test('whatever happened to its text', () => {
    fc.assert(
      fc.property(textDamages, (damages) => use(damagedText(JSON.stringify(base, null, 2), damages))),
      fuzzSettings(0.02),
    );
  });
});

const cell = (replicate: number): CellResult => ({
  replicate,
  values: Float64Array.of(0.5, Number.NaN, replicate),
  exceptions: [{ index: 1, status: 'diverged', reason: 'too large' }],
  absorbedAt: null,
  seconds: 0.25,
});

test('a spoilt journal gives back whole cells of its run, or none', () => {
  const journal = openJournal(folder, 'key');
  const cells = [0, 1, 2].map(cell);
  for (const each of cells) appendCells(journal, [each]);
  const whole = readFileSync(journal.file);
  fc.assert(
    fc.property(byteDamages, (damages) => {
      writeFileSync(journal.file, damagedBytes(new Uint8Array(whole), damages));
      for (const found of readOrRefuse(() => readJournal(folder, 'key')) ?? []) expect(cells).toContainEqual(found);
    }),
    fuzzSettings(0.04),
  );
});

test('a spoilt checkpoint gives back what was saved, or nothing and a line that says why', () => {
  const notes: string[] = [];
  const key = { scenarioHash: hash, codeHash: hash, environmentClass: 'x64' };
  const checkpoint = checkpointOf<object>({ folder, key }, 0, (text) => notes.push(text));
  const state = { generation: 3, parameters: Float32Array.of(1, Number.NaN, 1 / 3), list: [{ a: 'b' }] };
  checkpoint.save(state);
  const file = path.join(folder, 'checkpoint-0.bin');
  const whole = readFileSync(file);
  fc.assert(
    fc.property(byteDamages, (damages) => {
      writeFileSync(file, damagedBytes(new Uint8Array(whole), damages));
      const before = notes.length;
      const found = readOrRefuse(() => checkpoint.restore());
      if (found !== undefined) expect(found).toEqual(state);
      expect(notes.length - before).toBe(found === undefined ? 1 : 0);
    }),
    fuzzSettings(0.04),
  );
  expect(notes.length).toBeGreaterThan(100);
});
