import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { loadScenario } from './load.js';
import { loadSuite, suiteNames, suiteScenarios } from './suite.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
  for (const id of ['small/a', 'small/b', 'large/c']) workspace.scenario(id, gaussianScenario());
});
afterEach(() => workspace.remove());

const suite = { formatVersion: 1, title: 'All', include: ['**'], throughput: false };

function suiteOf(changes: object): string[] {
  workspace.write('benchmarks/suites/own.json', { ...suite, ...changes });
  return suiteScenarios(workspace, loadSuite(workspace, 'own'));
}

describe('a suite', () => {
  test('names its scenarios by globs, sorted', () => {
    expect(suiteOf({})).toEqual(['large/c', 'small/a', 'small/b']);
    expect(suiteOf({ include: ['small/*'] })).toEqual(['small/a', 'small/b']);
    expect(suiteOf({ exclude: ['*/a'] })).toEqual(['large/c', 'small/b']);
  });

  test('with a glob that matches nothing is refused', () => {
    expect(badInputOf(() => suiteOf({ include: ['small/*', 'smal/*'] })).complaint.found).toContain('"smal/*"');
    expect(badInputOf(() => suiteOf({ exclude: ['tiny/*'] })).complaint.found).toContain('"tiny/*"');
  });

  test('without a scenario is refused: it would pass without a test', () => {
    expect(badInputOf(() => suiteOf({ exclude: ['**'] })).complaint.expected).toContain('at least one scenario');
  });

  test.each([
    ['/include', { include: [] }],
    ['/include', { include: undefined }],
    ['/include/0', { include: [1] }],
    ['/exclude', { exclude: 'a' }],
    ['/throughput', { throughput: 'no' }],
    ['/title', { title: '' }],
    ['/formatVersion', { formatVersion: 2 }],
    ['/scenarios', { scenarios: [] }],
  ])('is checked: %s', (pointer, changes) => {
    expect(badInputOf(() => suiteOf(changes)).complaint).toMatchObject({ file: 'benchmarks/suites/own.json', pointer });
  });

  test.each(['owm', '../own', '', 'own.json', '__proto__'])('%j is not its name', (name) => {
    suiteOf({});
    const { complaint } = badInputOf(() => loadSuite(workspace, name));
    expect(complaint).toMatchObject({ expected: 'a suite (own)' });
    expect(complaint.found.startsWith(`"${name}"`)).toBe(true);
  });

  test('that is not known answers with near names', () => {
    suiteOf({});
    expect(badInputOf(() => loadSuite(workspace, 'owm')).complaint.found).toBe('"owm" (did you mean own?)');
  });
});

describe('the committed suites', () => {
  const own = workspaceAt(ownRoot);

  test('are the three that the command line speaks of', () => {
    expect(suiteNames(own)).toEqual(['default', 'neural', 'paper', 'power', 'smoke']);
  });

  test.each(suiteNames(own))('%s loads, with all its scenarios', (name) => {
    const ids = suiteScenarios(own, loadSuite(own, name));
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) loadScenario(own, id);
    const file = path.join(own.suites, `${name}.json`);
    const { $schema } = JSON.parse(readFileSync(file, 'utf8')) as { $schema: string };
    expect(path.resolve(own.suites, $schema)).toBe(path.join(own.schema, 'suite.schema.json'));
  });
});
