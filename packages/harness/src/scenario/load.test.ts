import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { loadScenario, matchScenarios, scenarioIds } from './load.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
});
afterEach(() => workspace.remove());

const FILE = 'benchmarks/scenarios/small/a.json';

describe('a scenario file that cannot be read', () => {
  test('empty', () => {
    workspace.scenario('small/a', '');
    const { complaint } = badInputOf(() => loadScenario(workspace, 'small/a'));
    expect(complaint).toMatchObject({ file: FILE, expected: 'JSON', found: 'an empty file' });
  });

  test('only white space', () => {
    workspace.scenario('small/a', ' \n\t');
    expect(badInputOf(() => loadScenario(workspace, 'small/a')).complaint.found).toBe('an empty file');
  });

  test('cut anywhere', () => {
    const text = JSON.stringify(gaussianScenario(), null, 2);
    for (let length = 1; length < text.length; length += 7) {
      workspace.scenario('small/a', text.slice(0, length));
      const { complaint, message } = badInputOf(() => loadScenario(workspace, 'small/a'));
      expect(complaint).toMatchObject({ file: FILE, expected: 'JSON' });
      expect(message).not.toContain('\n');
    }
  });

  test('something other than an object', () => {
    for (const text of ['[]', '"x"', '3', 'null', 'true']) {
      workspace.scenario('small/a', text);
      expect(badInputOf(() => loadScenario(workspace, 'small/a')).complaint).toMatchObject({
        file: FILE,
        pointer: '/',
        expected: 'an object',
        found: text,
      });
    }
  });

  test('bytes that are not text', () => {
    const file = workspace.write(FILE, '');
    mkdirSync(path.dirname(file), { recursive: true });
    workspace.write(FILE, Buffer.from([0xff, 0xfe, 0x00, 0x7b]).toString('latin1'));
    expect(badInputOf(() => loadScenario(workspace, 'small/a')).complaint).toMatchObject({ file: FILE, expected: 'JSON' });
  });

  test('a folder in its place', () => {
    mkdirSync(path.join(workspace.root, FILE), { recursive: true });
    const { complaint } = badInputOf(() => loadScenario(workspace, 'small/a'));
    expect(complaint).toMatchObject({ file: FILE, expected: 'a readable file', found: 'EISDIR when reading it' });
  });
});

describe('ids and globs', () => {
  beforeEach(() => {
    for (const id of ['small/a', 'small/b', 'large/deep/c']) workspace.scenario(id, gaussianScenario());
  });

  test('all ids, sorted, with forward slashes', () => {
    expect(scenarioIds(workspace)).toEqual(['large/deep/c', 'small/a', 'small/b']);
    expect(matchScenarios(workspace, [])).toEqual(scenarioIds(workspace));
  });

  test('a glob that matching could take forever with is refused; the worst that is not takes a moment', () => {
    workspace.scenario('a'.repeat(100), gaussianScenario());
    for (const glob of ['*a*a*a*a*a*a*a*ab', `${'{a,a}'.repeat(30)}b`, 'a'.repeat(201)]) {
      expect(badInputOf(() => matchScenarios(workspace, [glob])).complaint.expected).toMatch(/^a glob of at most 200/);
    }
    const started = performance.now();
    for (const glob of ['*a*a*a*ab', '{a,aa}{a,aa}{a,aa}{a,aa}b', '**/+**/**/b']) {
      expect(badInputOf(() => matchScenarios(workspace, [glob])).complaint.expected).toBe('a scenario id or a glob over ids');
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('no id leads out of the workspace', () => {
    workspace.write('benchmarks/outside.json', gaussianScenario());
    for (const id of ['../outside', 'small/../../outside', '..\\outside', path.join(workspace.root, 'benchmarks', 'outside')]) {
      for (const read of [matchScenarios.bind(null, workspace, [id]), loadScenario.bind(null, workspace, id)]) {
        expect(badInputOf(read).complaint.expected, id).toBe('a scenario id or a glob over ids');
      }
    }
  });

  test('globs are matched against ids, each id once', () => {
    expect(matchScenarios(workspace, ['small/*'])).toEqual(['small/a', 'small/b']);
    expect(matchScenarios(workspace, ['**'])).toEqual(scenarioIds(workspace));
    expect(matchScenarios(workspace, ['small/b', '*/a', 'small/b'])).toEqual(['small/a', 'small/b']);
    expect(matchScenarios(workspace, ['{small,large}/**'])).toEqual(scenarioIds(workspace));
  });

  test.each(['small/c', 'smal/a', 'tiny/*', '', '[', '(', '\\', '../small/a', 'small/a.json'])('%j names none', (glob) => {
    const { complaint } = badInputOf(() => matchScenarios(workspace, ['small/a', glob]));
    expect(complaint.found.startsWith(`"${glob}", which names none of the 3`)).toBe(true);
    expect(complaint.remedy).toContain('collapse list scenarios');
  });

  test('an unknown id answers with near names', () => {
    expect(badInputOf(() => loadScenario(workspace, 'smal/a')).complaint.found).toContain('did you mean small/a');
  });
});

describe('overrides', () => {
  test('replace seed and replicates and nothing else', () => {
    const id = workspace.scenario('small/a', gaussianScenario());
    const plain = loadScenario(workspace, id);
    const other = loadScenario(workspace, id, { seed: 9, replicates: 2 });
    expect(other.scenario).toEqual({ ...plain.scenario, seed: 9, replicates: 2 });
    expect(other.hash).not.toBe(plain.hash);
    expect(loadScenario(workspace, id, { replicates: 2 }).hash).toBe(plain.hash);
  });
});

test('loading changes nothing on disk and shares nothing between calls', () => {
  const id = workspace.scenario('small/a', gaussianScenario());
  const before = readFileSync(path.join(workspace.root, FILE), 'utf8');
  const first = loadScenario(workspace, id);
  const second = loadScenario(workspace, id);
  expect(first).toEqual(second);
  expect(first.scenario).not.toBe(second.scenario);
  expect(readFileSync(path.join(workspace.root, FILE), 'utf8')).toBe(before);
  expect(structuredClone(first)).toEqual(first);
});

describe('the committed scenarios', () => {
  const own = workspaceAt(ownRoot);

  test('there are some', () => {
    expect(scenarioIds(own).length).toBeGreaterThan(0);
  });

  test.each(scenarioIds(own))('%s loads, and names its schema', (id) => {
    const { observed, scenario, file } = loadScenario(own, id);
    expect(observed[observed.length - 1]).toBeLessThanOrEqual(scenario.generations);
    const { $schema } = JSON.parse(readFileSync(path.join(ownRoot, file), 'utf8')) as { $schema: string };
    expect(path.resolve(path.dirname(path.join(ownRoot, file)), $schema)).toBe(path.join(own.schema, 'scenario.schema.json'));
  });
});

describe('what a mitigation asks of the model', () => {
  const points = { ...(gaussianScenario().system as object), representation: 'points' };
  const load = (content: object) => {
    workspace.scenario(
      'small/a',
      JSON.stringify({ ...gaussianScenario(), metrics: ['variance-ratio'], system: points, ...content }),
    );
    return loadScenario(workspace, 'small/a');
  };

  test.each([
    ['select-argmax', { id: 'select-argmax', candidates: 1000 }, '1000000000'],
    ['select-softmax', { id: 'select-softmax', candidates: 200, temperature: 1 }, '200000000'],
    ['verify', { id: 'verify', keepRight: 1, keepWrong: 0, oversample: 100.5 }, '100500000'],
    ['high-surprise', { id: 'high-surprise', keep: 0.001 }, '1000000000'],
    ['grow-samples', { id: 'grow-samples', schedule: 'quadratic' }, '16000000000000'],
  ])('%s: more than memory holds is refused', (id, mitigation, asked) => {
    expect(badInputOf(() => load({ samples: 1e6, generations: 4001, mitigation })).complaint).toMatchObject({
      pointer: '/mitigation',
      expected: "at most 100000000 samples asked of a model, for memory's sake",
      found: `${asked} asked for by ${id}`,
    });
  });

  test('as much as memory holds is not, nor what sufficient statistics hold in no more', () => {
    expect(load({ samples: 1e6, mitigation: { id: 'select-argmax', candidates: 100 } }).scenario.samples).toBe(1e6);
    const system = { ...points, representation: 'sufficient-statistics' };
    const mitigation = { id: 'grow-samples', schedule: 'quadratic' };
    expect(load({ system, samples: 1e6, generations: 4001, mitigation }).scenario.samples).toBe(1e6);
  });

  test('samples themselves are bounded too', () => {
    expect(badInputOf(() => load({ samples: 2e8, mitigation: { id: 'replace' } })).complaint).toMatchObject({
      pointer: '/samples',
      found: '200000000',
    });
  });

  test('a mixture is not tempered so far that rejection takes for ever', () => {
    const system = {
      id: 'kde',
      dimension: 1,
      bandwidth: { kind: 'scott' },
      real: { kind: 'normal', mean: [0], covariance: [[1]] },
    };
    const tempered = (temperature: number) =>
      load({ system, samples: 1000, metrics: ['variance-ratio'], mitigation: { id: 'temperature', temperature } });
    expect(badInputOf(() => tempered(0.49)).complaint).toMatchObject({
      pointer: '/mitigation/temperature',
      found: '0.49',
      remedy: 'take a temperature closer to 1 (0.5 or more)',
    });
    tempered(0.5);
    tempered(1000);
  });
});
