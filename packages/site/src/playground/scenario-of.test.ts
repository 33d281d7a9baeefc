import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadScenario, workspaceAt } from '@collapse-bench/harness';
import { afterAll, describe, expect, test } from 'vitest';
import { playgroundMitigations, playgroundSystems } from './catalog.js';
import { checkScenario } from './check-scenario.js';
import { type FieldGroup, fieldGroups, initialState } from './fields.js';
import { presets } from './presets.js';
import { scenarioText } from './scenario.js';
import { fieldAt, metricsOf, scenarioOf } from './scenario-of.js';

const workspace = workspaceAt(mkdtempSync(path.join(tmpdir(), 'playground-scenarios-')));
mkdirSync(workspace.scenarios, { recursive: true });
afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

/** As the form gives it: values of the groups that are shown. */
function shownState(changes: Readonly<Record<string, string>>): Record<string, string> {
  const all = { ...initialState(), ...changes };
  const shown = ({ shownFor }: FieldGroup): boolean => {
    if (shownFor === undefined) return true;
    const owner = fieldGroups.find(({ fields }) => fields.some(({ name }) => name === shownFor.field))!;
    return shown(owner) && shownFor.values.includes(all[shownFor.field]);
  };
  return Object.fromEntries(fieldGroups.filter(shown).flatMap(({ fields }) => fields.map(({ name }) => [name, all[name]])));
}

/** The command line's own reading of the file that the page offers. */
function load(text: string) {
  writeFileSync(path.join(workspace.scenarios, 'mine.json'), text);
  return loadScenario(workspace, 'mine');
}

const settings = playgroundSystems.flatMap((system) =>
  playgroundMitigations.map((mitigation) => ({
    system: system.id,
    mitigation: mitigation.id,
    ...{ samples: '60', generations: '30', replicates: '2' },
    ...{ 'discrete.representation': 'points', 'gaussian.representation': 'points' },
  })),
);

describe('what the form makes', () => {
  test.each(settings)('$system, $mitigation: the command line accepts it, and the page does', (changes) => {
    const scenario = scenarioOf(shownState(changes));
    expect(checkScenario(scenario)).toEqual([]);
    const loaded = load(scenarioText(scenario));
    const { $schema, ...fields } = scenario;
    expect(loaded.scenario).toEqual(fields);
  });

  test.each([
    ...['uniform', 'two', 'histogram'].map((real) => ({ system: 'discrete', 'discrete.real': real })),
    ...['blob', 'moons', 'circles'].map((real) => ({ system: 'gmm', 'gmm.real': real, replicates: '2' })),
    { 'gaussian.representation': 'sufficient-statistics', samples: '1000000000', 'gaussian.ddof': '0' },
  ])('%j: both accept it', (changes) => {
    const scenario = scenarioOf(shownState(changes));
    expect(checkScenario(scenario)).toEqual([]);
    expect(load(scenarioText(scenario)).scenario.system).toEqual(scenario.system);
  });

  test.each(presets)('to begin with "$label": it runs, and its metric is measured', ({ state: { metric, ...changes } }) => {
    const fields = Object.keys(initialState());
    expect(fields).toEqual(expect.arrayContaining(Object.keys(changes)));
    const state = shownState(changes);
    expect(checkScenario(scenarioOf(state))).toEqual([]);
    expect(metricsOf(state)).toContain(metric);
  });

  test('text that is no number stays text, for the check to name', () => {
    const scenario = scenarioOf({ ...shownState({}), samples: 'many', seed: ' 3 ', replicates: '' });
    expect([scenario.samples, scenario.seed, scenario.replicates]).toEqual(['many', 3, '']);
    expect(checkScenario(scenario).map(({ pointer, found }) => [pointer, found])).toEqual([
      ['/samples', '"many"'],
      ['/replicates', '""'],
    ]);
  });
});

test.each([
  ['/samples', 'samples'],
  ['/mitigation/id', 'mitigation'],
  ['/mitigation', 'mitigation'],
  ['/mitigation/fraction', 'fresh-real.fraction'],
  ['/system/id', 'system'],
  ['/system/representation', 'discrete.representation'],
  ['/system/real/states', 'discrete.states'],
  ['/system/real/probabilities/0', 'discrete.first'],
  ['/system/real', 'discrete.real'],
  ['/metrics/0', undefined],
])('a problem at %s belongs to the field %s', (pointer, field) => {
  expect(fieldAt(pointer, { system: 'discrete', mitigation: 'fresh-real' })).toBe(field);
});

test('every system has metrics that it knows', () => {
  for (const { id, metrics } of playgroundSystems) {
    for (const real of ['bimodal', 'blob', 'moons']) {
      expect(metrics.map((metric) => metric.id)).toEqual(
        expect.arrayContaining([...metricsOf({ system: id, 'gmm.real': real })]),
      );
    }
  }
});
