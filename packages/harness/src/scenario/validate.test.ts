import { afterAll, describe, expect, test } from 'vitest';
import { systems } from '../catalog.js';
import { badInputOf } from '../testing/collapse.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { loadScenario } from './load.js';

const systemIds = systems.map(({ id }) => id).join(', ');

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());

const FILE = 'benchmarks/scenarios/small/scenario.json';

function load(content: unknown) {
  return loadScenario(workspace, workspace.scenario('small/scenario', content));
}

type Json = any;

/** A copy of `base` in which the value at a JSON pointer is replaced; `undefined` removes it. */
function changed(base: Json, pointer: string, value: unknown): Json {
  const copy = structuredClone(base);
  const keys = pointer.split('/').slice(1);
  const last = keys.pop()!;
  const parent = keys.reduce((node, key) => node[key], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

interface Case {
  readonly at: string;
  readonly value: unknown;
  readonly expected: string | RegExp;
  readonly found: string | RegExp;
  readonly remedy?: RegExp;
  /** Where the complaint points, if not at the changed value. */
  readonly pointer?: string;
}

/** [pointer, value, expected, found]: short for a Case. */
type Row = readonly [at: string, value: unknown, expected: string | RegExp, found: string | RegExp, pointer?: string];

function table(name: string, base: Json, rows: readonly (Row | Case)[]) {
  describe(name, () => {
    test('the scenario is accepted before it is spoilt', () => {
      expect(load(base).id).toBe('small/scenario');
    });
    test.each(rows.map(toCase))('$title', ({ at, value, ...wanted }) => {
      const error = badInputOf(() => load(changed(base, at, value)));
      const { complaint } = error;
      expect(complaint).toMatchObject({ file: FILE, pointer: wanted.pointer ?? at });
      for (const part of ['expected', 'found', 'remedy'] as const) {
        const text = wanted[part];
        if (text instanceof RegExp) expect(complaint[part]).toMatch(text);
        else if (text !== undefined) expect(complaint[part]).toBe(text);
      }
      expect(complaint.remedy).not.toBe('');
      expect(error.message).toBe(
        `${FILE} ${complaint.pointer}: expected ${complaint.expected}, got ${complaint.found}; ${complaint.remedy}`,
      );
      expect(error.message).not.toMatch(/\n|undefined|\[object|NaN| {2}at /);
    });
  });
}

function toCase(row: Row | Case): Case & { readonly title: string } {
  const [at, value, expected, found, pointer] = isRow(row) ? row : [row.at, row.value, row.expected, row.found, row.pointer];
  const remedy = isRow(row) ? undefined : row.remedy;
  const title = `${at} ${value === undefined ? 'is missing' : `= ${JSON.stringify(value)}`}`;
  return { title, at, value, expected, found, ...(remedy && { remedy }), ...(pointer !== undefined && { pointer }) };
}

function isRow(row: Row | Case): row is Row {
  return Array.isArray(row);
}

const missing = (at: string): Row => [at, undefined, 'this field', 'nothing'];

table('the fields of a scenario', gaussianScenario({ description: 'd', paper: 'p', $schema: 's' }), [
  ['/$schema', 1, 'a string', '1'],
  missing('/formatVersion'),
  { at: '/formatVersion', value: 2, expected: '1', found: '2', remedy: /reads only that format/ },
  ['/formatVersion', '1', 'a number', '"1"'],
  ['/formatVersion', null, 'a number', 'null'],
  missing('/title'),
  ['/title', 5, 'a string', '5'],
  ['/title', '', /fewer than 1 char/, '""'],
  ['/description', ['x'], 'a string', '["x"]'],
  ['/paper', false, 'a string', 'false'],
  missing('/samples'),
  ['/samples', 1, /an integer >= 2 or "infinite"/, '1'],
  ['/samples', 0, /an integer >= 2 or "infinite"/, '0'],
  ['/samples', -5, /an integer >= 2/, '-5'],
  ['/samples', 2.5, /an integer >= 2/, '2.5'],
  ['/samples', '100', /an integer >= 2/, '"100"'],
  ['/samples', 'infinity', /"infinite"/, '"infinity"'],
  ['/samples', 2 ** 53, /an integer >= 2/, '9007199254740992'],
  missing('/generations'),
  ['/generations', 0, 'a number >= 1', '0'],
  ['/generations', 1_000_001, 'a number <= 1000000', '1000001'],
  ['/generations', 1.5, 'an integer', '1.5'],
  ['/generations', 'ten', 'an integer', '"ten"'],
  ['/generations', null, 'an integer', 'null'],
  ['/observe', [], /fewer than 1 items/, '[]'],
  ['/observe', 3, 'an array', '3'],
  ['/observe', [0, 1], 'a number >= 1', '0', '/observe/0'],
  ['/observe', [1, 2.5], 'an integer', '2.5', '/observe/1'],
  ['/observe', [1, 6], 'a generation <= 5', '6', '/observe/1'],
  ['/observe', [2, 1], 'ascending generations', '[2,1]', '/observe/1'],
  ['/observe', [1, 2, 2], 'each item once', /twice/],
  missing('/replicates'),
  ['/replicates', 0, 'a number >= 1', '0'],
  ['/replicates', 1_000_001, 'a number <= 1000000', '1000001'],
  ['/replicates', 2.5, 'an integer', '2.5'],
  ['/replicates', '4', 'an integer', '"4"'],
  missing('/seed'),
  ['/seed', -1, 'a number >= 0', '-1'],
  ['/seed', 1.5, 'an integer', '1.5'],
  ['/seed', 2 ** 53, 'a number <= 9007199254740991', '9007199254740992'],
  ['/seed', '1', 'an integer', '"1"'],
  missing('/metrics'),
  ['/metrics', [], /fewer than 1 items/, '[]'],
  ['/metrics', 'w2-squared', 'an array', '"w2-squared"'],
  ['/metrics', [1], 'a string', '1', '/metrics/0'],
  ['/metrics', ['w2-squared', 'w2-squared'], 'each item once', /twice/],
  ['/metrics', ['w2-square'], 'a metric of gaussian', /"w2-square" \(did you mean w2-squared/, '/metrics/0'],
  ['/metrics', ['variance-ratio', 'entropy'], 'a metric of gaussian', /^"entropy"/, '/metrics/1'],
  ['/metrics', ['constructor'], 'a metric of gaussian', /^"constructor"/, '/metrics/0'],
  missing('/system'),
  missing('/mitigation'),
  ['/replicate', 4, /^one of the fields .*replicates/, '"replicate" (did you mean replicates?)'],
  ['/constructor', 4, /^one of the fields/, '"constructor"'],
  ['/a~1b~0c', 1, /^one of the fields/, '"a~1b~0c"', '/a~01b~00c'],
]);

table('the system of a gaussian scenario', gaussianScenario(), [
  ['/system', 'gaussian', 'an object', '"gaussian"'],
  ['/system', null, 'an object', 'null'],
  missing('/system/id'),
  ['/system/id', 'gausian', `one of ${systemIds}`, '"gausian" (did you mean gaussian?)'],
  ['/system/id', 7, `one of ${systemIds}`, '7'],
  missing('/system/dimension'),
  ['/system/dimension', 0, 'a number >= 1', '0'],
  ['/system/dimension', 65, 'a number <= 64', '65'],
  ['/system/dimension', 1.5, 'an integer', '1.5'],
  ['/system/dimension', 2, '2 numbers', '1', '/system/real/mean'],
  missing('/system/ddof'),
  ['/system/ddof', 2, '0 or 1', '2'],
  ['/system/ddof', true, '0 or 1', 'true'],
  missing('/system/representation'),
  ['/system/representation', 'point', '"points" or "sufficient-statistics"', '"point"'],
  missing('/system/real'),
  ['/system/real', [], 'an object', '[]'],
  ['/system/real/kind', 'norml', 'one of normal, mixture', '"norml" (did you mean normal?)'],
  missing('/system/real/kind'),
  missing('/system/real/mean'),
  ['/system/real/mean', 0, 'an array', '0'],
  ['/system/real/mean', [], /fewer than 1 items/, '[]'],
  ['/system/real/mean', ['0'], 'a number', '"0"', '/system/real/mean/0'],
  ['/system/real/mean', [0, 0], '1 numbers', '2'],
  missing('/system/real/covariance'),
  ['/system/real/covariance', [1], 'an array', '1', '/system/real/covariance/0'],
  ['/system/real/covariance', [[0]], 'a positive definite matrix', /smallest eigenvalue of 0/],
  ['/system/real/covariance', [[-1]], 'a positive definite matrix', /-1/],
  ['/system/real/covariance', [[null]], 'a number', 'null', '/system/real/covariance/0/0'],
  ['/system/real/covariances', [[1]], /^one of the fields kind, mean, covariance/, /did you mean covariance/],
  missing('/system/approximation'),
  ['/system/approximation/kind', 'exakt', /^one of exact,/, /did you mean exact/],
  ['/system/approximation/magnitude', 1, 'one of the fields kind', '"magnitude"'],
  ['/system/approximation', { kind: 'bounded-noise' }, 'this field', 'nothing', '/system/approximation/magnitude'],
  ['/system/approximation', { kind: 'bounded-noise', magnitude: 0 }, 'a number > 0', '0', '/system/approximation/magnitude'],
  [
    '/system/approximation',
    { kind: 'orthogonal-noise', magnitude: 'much' },
    'a number',
    '"much"',
    '/system/approximation/magnitude',
  ],
  ['/system/states', 4, /^one of the fields id, dimension/, '"states"'],
]);

const plane = gaussianScenario({
  system: {
    ...(gaussianScenario().system as object),
    dimension: 2,
    real: {
      kind: 'normal',
      mean: [0, 0],
      covariance: [
        [2, 1],
        [1, 2],
      ],
    },
  },
});

table('a covariance in two dimensions', plane, [
  ['/system/real/covariance/1/0', 1.5, /a symmetric matrix, here 1/, '1.5'],
  ['/system/real/covariance/0/1', -1, /a symmetric matrix/, '1', '/system/real/covariance/1/0'],
  ['/system/real/covariance', [[2, 1]], '2 rows of 2 numbers', 'rows of 2 numbers'],
  ['/system/real/covariance/1', [1, 2, 3], '2 rows of 2 numbers', 'rows of 2, 3 numbers', '/system/real/covariance'],
  ['/system/real/covariance/0/0', 0.5, 'a positive definite matrix', /smallest eigenvalue/, '/system/real/covariance'],
  ['/metrics', ['standard-deviation'], /one dimension/, 'a real distribution without', '/metrics/0'],
]);

const twoHumps = gaussianScenario({
  system: {
    ...(gaussianScenario().system as object),
    real: {
      kind: 'mixture',
      components: [
        { weight: 0.5, mean: [-2], covariance: [[1]] },
        { weight: 0.5, mean: [2], covariance: [[1]] },
      ],
    },
  },
  metrics: ['l2-squared'],
});

table('a mixture of normals', twoHumps, [
  missing('/system/real/components'),
  ['/system/real/components', [], /fewer than 1 items/, '[]'],
  ['/system/real/components', {}, 'an array', '{}'],
  missing('/system/real/components/1/weight'),
  ['/system/real/components/1/weight', 0, 'a number > 0', '0'],
  ['/system/real/components/1/weight', 1.5, 'a number <= 1', '1.5'],
  ['/system/real/components/1/weight', 0.6, 'weights that add up to 1', /a sum of 1.1/, '/system/real/components'],
  ['/system/real/components/0/mean', [0, 1], '1 numbers', '2'],
  ['/system/real/components/0/covariance', [[0]], 'a positive definite matrix', /eigenvalue/],
  ['/system/real/components/0/wieght', 1, /^one of the fields weight, mean, covariance/, /did you mean weight/],
  ['/metrics', ['l2-squared', 'w2-squared'], /w2-squared to have a normal real distribution/, /without/, '/metrics/1'],
]);

table('the system of a discrete scenario', discreteScenario(), [
  missing('/system/representation'),
  [
    '/system/representation',
    'counts',
    '"points" or "sufficient-statistics"'.replaceAll(' or ', ', ').replace(/^/, 'one of '),
    '"counts"',
  ],
  ['/system/real', { kind: 'unifrom', states: 4 }, /^one of probabilities, uniform/, /did you mean uniform/, '/system/real/kind'],
  ['/system/real/states', 1, 'a number >= 2', '1'],
  ['/system/real/states', 10_000_001, 'a number <= 10000000', '10000001'],
  missing('/system/real/states'),
  ['/system/real/exponent', 1, 'one of the fields kind, states', '"exponent"'],
  ['/system/real', { kind: 'zipf', states: 4 }, 'this field', 'nothing', '/system/real/exponent'],
  ['/system/real', { kind: 'zipf', states: 4, exponent: -1 }, 'a number >= 0', '-1', '/system/real/exponent'],
  ['/system/real', { kind: 'probabilities', probabilities: [1] }, /fewer than 2 items/, '[1]', '/system/real/probabilities'],
  [
    '/system/real',
    { kind: 'probabilities', probabilities: [0.5, -0.5, 1] },
    'a number >= 0',
    '-0.5',
    '/system/real/probabilities/1',
  ],
  [
    '/system/real',
    { kind: 'probabilities', probabilities: [0.5, 0.4] },
    /add up to 1/,
    'a sum of 0.9',
    '/system/real/probabilities',
  ],
  ['/system/real', { kind: 'probabilities', probabilities: [1, 0] }, /at least two states/, '1'],
  ['/samples', 'infinite', /an integer from 2/, 'Infinity'],
  ['/samples', 1e13, /an integer from 2 to 1000000000000/, '10000000000000'],
  ['/metrics', ['mode-coverage'], /mode-coverage to have/, 'a real distribution without', '/metrics/0'],
]);

const histogram = discreteScenario({
  system: {
    id: 'discrete',
    representation: 'points',
    real: {
      kind: 'gaussian-mixture-histogram',
      means: [-2, 2],
      variances: [1, 1],
      weights: [0.5, 0.5],
      bins: 8,
      range: [-4, 4],
    },
  },
});

table('a histogram of a mixture', histogram, [
  ['/system/real/means', [], /fewer than 1 items/, '[]'],
  ['/system/real/means', [0], '1 entries, one for each mean', '2', '/system/real/variances'],
  ['/system/real/variances/0', 0, 'a number > 0', '0'],
  ['/system/real/weights', [0.5], '2 entries, one for each mean', '1'],
  ['/system/real/weights/0', -0.5, 'a number >= 0', '-0.5'],
  ['/system/real/weights/0', 0.25, /add up to 1/, 'a sum of 0.75', '/system/real/weights'],
  ['/system/real/bins', 1, 'a number >= 2', '1'],
  ['/system/real/range', [4, -4], 'low < high, both finite', '[4, -4]'],
  ['/system/real/range', [0], /fewer than 2 items/, '[0]'],
  ['/system/real/range', [0, 1, 2], /more than 2 items|additional/, '[0,1,2]'],
  ['/samples', 1e9, /an integer from 2 to 100000000/, '1000000000'],
]);

const points = gaussianScenario({ system: { ...(gaussianScenario().system as object), representation: 'points' } });
const mitigated = (mitigation: object) => ({ ...points, mitigation });
const shares = { id: 'mixture', model: 0.5, previous: 0.25, original: 0.25 };

table('mitigations', points, [
  ['/mitigation', 'replace', 'an object', '"replace"'],
  missing('/mitigation/id'),
  ['/mitigation/id', 'replaced', /^one of replace,/, '"replaced" (did you mean replace?)'],
  ['/mitigation/keepReal', true, 'one of the fields id', '"keepReal"'],
  ['/mitigation', { id: 'accumulate' }, 'this field', 'nothing', '/mitigation/keepReal'],
  ['/mitigation', { id: 'accumulate', keepReal: 1 }, 'a boolean', '1', '/mitigation/keepReal'],
  ['/mitigation', { id: 'accumulate-subsample', keepReal: true }, 'this field', 'nothing', '/mitigation/replacement'],
  [
    '/mitigation',
    { id: 'accumulate-subsample', keepReal: true, replacement: 'no' },
    'a boolean',
    '"no"',
    '/mitigation/replacement',
  ],
  ['/mitigation', { id: 'preserve-real', fraction: -0.1, redraw: true }, 'a number >= 0', '-0.1', '/mitigation/fraction'],
  ['/mitigation', { id: 'preserve-real', fraction: 1.1, redraw: true }, 'a number <= 1', '1.1', '/mitigation/fraction'],
  ['/mitigation', { id: 'preserve-real', fraction: 0.1 }, 'this field', 'nothing', '/mitigation/redraw'],
  ['/mitigation', { id: 'fresh-real', fraction: -1, counts: 'iid' }, 'a number >= 0', '-1', '/mitigation/fraction'],
  [
    '/mitigation',
    { id: 'fresh-real', fraction: 0.1, counts: 'random' },
    'one of "fixed", "iid"',
    '"random"',
    '/mitigation/counts',
  ],
  ['/mitigation', { id: 'fixed-real', ratio: 0 }, 'a number > 0', '0', '/mitigation/ratio'],
  ['/mitigation', { id: 'fixed-real', ratio: 1001 }, 'a number <= 1000', '1001', '/mitigation/ratio'],
  ['/mitigation', { id: 'grow-samples', schedule: 'cubic' }, /^one of "linear"/, '"cubic"', '/mitigation/schedule'],
]);

table('a mixture of model, previous and original data', mitigated(shares), [
  ['/mitigation/model', 0.6, 'model + previous + original = 1', /a sum of 1.1/, '/mitigation'],
  ['/mitigation/original', 0.2, 'model + previous + original = 1', /a sum of 0.95/, '/mitigation'],
  ['/mitigation/previous', -0.25, 'a number >= 0', '-0.25'],
  ['/mitigation/model', 2, 'a number <= 1', '2'],
  missing('/mitigation/model'),
  missing('/mitigation/previous'),
  missing('/mitigation/original'),
  ['/mitigation/beta', 0.1, /^one of the fields id, model, previous, original/, '"beta"'],
]);

describe('what one field means for another', () => {
  test.each([
    { id: 'preserve-real', fraction: 0.1, redraw: true },
    { id: 'accumulate-subsample', keepReal: true, replacement: false },
    shares,
  ])('$id needs points', (mitigation) => {
    const { complaint } = badInputOf(() => load(gaussianScenario({ mitigation })));
    expect(complaint).toMatchObject({ file: FILE, pointer: '/mitigation/id', found: `"${mitigation.id}"` });
    expect(complaint.expected).toBe(`a mitigation that this system can serve (${mitigation.id} needs "subset")`);
    expect(complaint.remedy).toContain('"points"');
    expect(load(mitigated(mitigation)).scenario.mitigation).toEqual(mitigation);
  });

  test('a whole population has no points', () => {
    const { complaint } = badInputOf(() => load({ ...points, samples: 'infinite' }));
    expect(complaint).toMatchObject({ file: FILE, pointer: '/samples', found: 'a whole population' });
  });

  test('whole populations are not mixed by counts', () => {
    const mitigation = { id: 'fixed-real', ratio: 1 };
    const { complaint } = badInputOf(() => load(gaussianScenario({ samples: 'infinite', mitigation })));
    expect(complaint).toMatchObject({ file: FILE, pointer: '/mitigation/id', found: 'fixed-real' });
  });

  test('orthogonal noise needs a third moment', () => {
    const approximation = { kind: 'orthogonal-noise', magnitude: 1 };
    const system = { ...(gaussianScenario().system as object), approximation };
    const { complaint } = badInputOf(() => load(gaussianScenario({ system, samples: 2 })));
    expect(complaint).toMatchObject({ file: FILE, pointer: '/samples', found: '2' });
  });
});

describe('the message', () => {
  test('stays on one line whatever the names in the file hold', () => {
    const name = 'a\nb\u2028\u001b[31m';
    for (const spoilt of [{ [name]: 1 }, { metrics: [name] }, { title: { [name]: 1 } }, { $schema: [name] }]) {
      const { message } = badInputOf(() => load(gaussianScenario(spoilt)));
      expect(message).toMatch(/a\\(u000a|n)b/);
      expect(message).not.toMatch(/[\p{Cc}\u2028]/u);
    }
  });

  test('cuts a long value short', () => {
    const { complaint } = badInputOf(() => load(gaussianScenario({ generations: 'x'.repeat(10_000) })));
    expect(complaint.found.length).toBeLessThan(80);
  });

  test('survives a value nested deeper than the stack', () => {
    const text = JSON.stringify(gaussianScenario({ seed: 'DEEP' }));
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const { complaint } = badInputOf(() => load(text.replace('"DEEP"', deep)));
    expect(complaint).toMatchObject({ pointer: '/seed', expected: 'an integer' });
  });
});
