import { beforeAll, describe, expect, test } from 'vitest';
import type { CellResult } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { badInputOf } from '../testing/collapse.js';
import { discreteScenario, gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { theoryRows } from '../verdict/theory.js';
import { formatResult, parseResult, type Result, resultOf, withTheory } from './result.js';

const FILE = 'baselines/small/scenario.json';

let loaded: LoadedScenario;
let result: Result;
let text: string;
beforeAll(async () => {
  // Numbers, exceptions and absorbed replicates in one record.
  loaded = loadedFrom(discreteScenario({ metrics: ['support', 'kl', 'absorption-time'] }));
  const bare = await resultFrom(loaded);
  result = withTheory(bare, theoryRows(loaded, bare));
  text = formatResult(result);
});

test('the record of these tests holds numbers, exceptions, absorbed replicates and theory', () => {
  const recorded = Object.values(result.values).flat(2);
  expect(recorded.some((value) => typeof value === 'number')).toBe(true);
  expect(recorded.some((value) => typeof value === 'object')).toBe(true);
  expect(result.absorbedAt.some((generation) => generation !== null)).toBe(true);
  expect(result.absorbedAt.some((generation) => generation === null)).toBe(true);
  expect(result.theory.length).toBeGreaterThan(0);
});

describe('a record made from cells', () => {
  const cell = (replicate: number, values: number[]): CellResult => ({
    replicate,
    values: Float64Array.from(values),
    exceptions: [],
    absorbedAt: null,
    seconds: replicate,
  });

  test('is in the order of replicates, whatever the order in which they ended', () => {
    const scenario = loadedFrom(gaussianScenario({ observe: [1, 2] }));
    const cells = [cell(2, [1, 2, 3, 4]), cell(0, [5, 6, 7, 8]), cell(1, [9, 10, 11, 12])];
    const made = resultOf(scenario, cells);
    expect(made.replicates).toEqual([0, 1, 2]);
    expect(made.generations).toEqual([1, 2]);
    expect(made.values).toEqual({
      'variance-ratio': [
        [5, 9, 1],
        [6, 10, 2],
      ],
      'w2-squared': [
        [7, 11, 3],
        [8, 12, 4],
      ],
    });
    expect(cells.map(({ replicate }) => replicate)).toEqual([2, 0, 1]);
  });

  test('has no time in it', () => {
    const scenario = loadedFrom(gaussianScenario({ observe: [1] }));
    const slow = { ...cell(0, [1, 2]), seconds: 1e6 };
    expect(formatResult(resultOf(scenario, [slow]))).toBe(formatResult(resultOf(scenario, [cell(0, [1, 2])])));
  });

  test('holds no negative zero, which JSON would lose', () => {
    const made = resultOf(loadedFrom(gaussianScenario({ observe: [1] })), [cell(0, [-0, 1])]);
    expect(Object.is(made.values['variance-ratio'][0][0], 0)).toBe(true);
  });

  test('says why a value is not a number', () => {
    const exceptions = [{ index: 1, status: 'diverged' as const, reason: 'too large' }];
    const made = resultOf(loadedFrom(gaussianScenario({ observe: [1] })), [{ ...cell(0, [1, Number.NaN]), exceptions }]);
    expect(made.values['w2-squared'][0][0]).toEqual({ status: 'diverged', reason: 'too large' });
  });

  test('states the price of the mitigation at each generation, and none for whole populations', async () => {
    const accumulate = loadedFrom(gaussianScenario({ mitigation: { id: 'accumulate', keepReal: true } }));
    expect((await resultFrom(accumulate)).realSamplesUsed).toEqual([0, 20, 20]);
    const population = loadedFrom(gaussianScenario({ samples: 'infinite' }));
    expect((await resultFrom(population)).realSamplesUsed).toEqual([]);
  });
});

describe('a record as text', () => {
  test('comes back as it was', () => {
    expect(parseResult(text, FILE)).toEqual(result);
    expect(formatResult(parseResult(text, FILE))).toBe(text);
  });

  test('has equal bytes for equal results', async () => {
    const again = await resultFrom(loaded);
    expect(again).not.toBe(result);
    expect(formatResult(withTheory(again, theoryRows(loaded, again)))).toBe(text);
  });

  test('keeps every bit of a number', () => {
    const hard = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 2 ** 53 - 1, -1e-7];
    const values = { 'variance-ratio': hard.map((value) => [value]) };
    const generations = hard.map((_, i) => i + 1);
    const record: Result = { ...result, replicates: [0], absorbedAt: [null], realSamplesUsed: [], generations, values };
    expect(parseResult(formatResult(record), FILE).values).toEqual(values);
  });

  test('changes one line for one changed number', () => {
    const values = structuredClone(result.values);
    values.support[2][1] = 77;
    const lines = text.split('\n');
    const changed = formatResult({ ...result, values }).split('\n');
    expect(changed.length).toBe(lines.length);
    expect(changed.filter((line, i) => line !== lines[i])).toHaveLength(1);
  });

  test('is plain JSON that ends in a line break', () => {
    expect(JSON.parse(text)).toEqual(result);
    expect(text.endsWith('}\n')).toBe(true);
    expect(formatResult({ ...result, theory: [] })).toContain('"theory": []\n}');
  });
});

describe('a record that is refused', () => {
  const refused = (content: string) => badInputOf(() => parseResult(content, FILE)).complaint;
  const edit = (change: (copy: any) => void) => {
    const copy = structuredClone(result) as any;
    change(copy);
    return refused(JSON.stringify(copy));
  };

  test('cut off anywhere', () => {
    const step = Math.max(1, Math.floor(text.length / 500));
    for (let length = 0; length < text.trimEnd().length; length += step) {
      expect(refused(text.slice(0, length)), `first ${length} characters`).toMatchObject({ file: FILE, expected: 'JSON' });
    }
  });

  test('with a whole line cut out, wherever that is', () => {
    const lines = text.trimEnd().split('\n');
    for (let i = 0; i < lines.length; i++) {
      // Theory rows follow from the values; one less is no other result.
      if (lines[i].includes('"oracle"')) continue;
      expect(refused(lines.toSpliced(i, 1).join('\n')), lines[i]).toMatchObject({ file: FILE });
    }
  });

  test('empty', () => {
    expect(refused('')).toMatchObject({ file: FILE, expected: 'JSON', found: 'an empty file' });
  });

  test.each(['null', '[]', '1', '"x"'])('%s instead of an object', (content) => {
    expect(refused(content)).toMatchObject({ file: FILE, pointer: '/', expected: 'an object' });
  });

  test.each([0, 2, '1', null])('of format version %j, with what to do', (version) => {
    const complaint = edit((copy) => {
      copy.formatVersion = version;
    });
    expect(complaint).toMatchObject({
      file: FILE,
      pointer: '/formatVersion',
      expected: 'format 1',
      found: JSON.stringify(version),
    });
    expect(complaint.remedy).toContain('the version of collapse-bench that wrote it');
  });

  test.each<[string, (copy: any) => void]>([
    ['/formatVersion', (copy) => delete copy.formatVersion],
    ['/scenario', (copy) => delete copy.scenario],
    ['/scenarioHash', (copy) => (copy.scenarioHash = copy.scenarioHash.slice(1))],
    ['/seed', (copy) => (copy.seed = -1)],
    ['/replicates', (copy) => (copy.replicates = [])],
    ['/replicates', (copy) => (copy.replicates[1] = 0)],
    ['/replicates/0', (copy) => (copy.replicates[0] = 0.5)],
    ['/generations', (copy) => (copy.generations[1] = 1)],
    ['/generations/0', (copy) => (copy.generations[0] = 0)],
    ['/realSamplesUsed', (copy) => copy.realSamplesUsed.pop()],
    ['/realSamplesUsed/0', (copy) => (copy.realSamplesUsed[0] = -1)],
    ['/absorbedAt', (copy) => copy.absorbedAt.pop()],
    ['/absorbedAt', (copy) => copy.absorbedAt.push(null)],
    ['/absorbedAt/0', (copy) => (copy.absorbedAt[0] = 0)],
    ['/values/support', (copy) => copy.values.support.pop()],
    ['/values/support', (copy) => copy.values.support.push(copy.values.support[0])],
    ['/values/kl/3', (copy) => copy.values.kl[3].pop()],
    ['/values/kl/0', (copy) => copy.values.kl[0].push(1)],
    ['/values/support/0/0', (copy) => (copy.values.support[0][0] = 'x')],
    ['/values/support/0/0', (copy) => (copy.values.support[0][0] = null)],
    ['/values/support/0/0/status', (copy) => (copy.values.support[0][0] = { status: 'ok', reason: '' })],
    ['/values/support/0/0', (copy) => (copy.values.support[0][0] = { status: 'skipped', reason: '', value: 1 })],
    ['/theory/0/z', (copy) => (copy.theory[0].z = 'large')],
    ['/theory/0/kind', (copy) => (copy.theory[0].kind = 'guess')],
    ['/theory/0/oracle', (copy) => delete copy.theory[0].oracle],
    ['/note', (copy) => (copy.note = 'accepted by hand')],
  ])('edited by hand: %s', (pointer, change) => {
    expect(edit(change)).toMatchObject({ file: FILE, pointer });
  });

  test('with a number beyond the range of doubles', () => {
    const copy = structuredClone(result) as any;
    copy.values.support[0][0] = 'BIG';
    expect(refused(JSON.stringify(copy).replace('"BIG"', '1e999'))).toMatchObject({ pointer: '/values/support/0/0' });
  });
});
