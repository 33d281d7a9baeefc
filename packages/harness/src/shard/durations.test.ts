import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadScenario, scenarioIds } from '../scenario/load.js';
import { badInputOf } from '../testing/collapse.js';
import { systemOptions } from '../testing/conformance-options.js';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { cellCost, durationsFile, readDurations, recordDurations } from './durations.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
});
afterEach(() => workspace.remove());
const FILE = 'benchmarks/durations.json';

test('nothing is recorded where there is no file', () => {
  expect(readDurations(workspace)).toEqual({});
});

test('what is recorded stays until something else by far is measured', () => {
  recordDurations(workspace, { b: 0.0123456, a: 3 });
  expect(readDurations(workspace)).toEqual({ a: 3, b: 0.012 });
  const text = readFileSync(durationsFile(workspace), 'utf8');
  expect(text).toBe('{\n  "formatVersion": 1,\n  "secondsPerCell": {\n    "a": 3,\n    "b": 0.012\n  }\n}\n');
  recordDurations(workspace, { a: 5.9, b: 0.0061 });
  expect(readFileSync(durationsFile(workspace), 'utf8')).toBe(text);
  recordDurations(workspace, { a: 6.1, b: 0.0059, c: 1 });
  expect(readDurations(workspace)).toEqual({ a: 6.1, b: 0.0059, c: 1 });
});

test('a cell of no time is not recorded', () => {
  recordDurations(workspace, { a: 0 });
  expect(readDurations(workspace)).toEqual({});
});

test.each(['', '[]', { formatVersion: 2, secondsPerCell: {} }, { formatVersion: 1, secondsPerCell: { a: 0 } }])(
  'a spoilt file is refused: %j',
  (content) => {
    workspace.write(FILE, content);
    expect(badInputOf(() => readDurations(workspace)).complaint.file).toBe(FILE);
  },
);

test('a cell costs what is recorded, else what its operations take, else what others do', () => {
  const plain = loadedFrom(gaussianScenario());
  expect(cellCost(plain, { [plain.id]: 0.5 })).toBe(500_000);
  expect(cellCost(plain, {})).toBe(10_000);
  expect(cellCost(plain, { [plain.id]: 1e-9 })).toBe(1);
  const training = (epochs: number) => {
    const system = { ...systemOptions.vae[0], epochs };
    const mitigation = { id: 'replace' };
    return cellCost(loadedFrom(discreteScenario({ system, mitigation, samples: 100, metrics: ['test-elbo'] })), {});
  };
  expect(training(20)).toBeGreaterThan(5 * training(1));
});

test('the committed durations are of scenarios that are here', () => {
  const own = workspaceAt(ownRoot);
  const known = new Set(scenarioIds(own));
  const recorded = readDurations(own);
  expect(Object.keys(recorded).filter((id) => !known.has(id))).toEqual([]);
  const id = 'gaussian/replace-m100';
  expect(cellCost(loadScenario(own, id), recorded)).toBe(Math.round(1e6 * recorded[id]));
});
