import { beforeAll, describe, expect, test } from 'vitest';
import { type CellResult, runCell } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sha256 } from '../sha256.js';
import { badInputOf } from '../testing/collapse.js';
import { discreteScenario, loadedFrom } from '../testing/scenarios.js';
import { type Answer, answerOf, readAnswer } from './answer.js';
import { type CellRequest, requestKey, requestOf } from './request.js';

const code = { codeHash: 'a'.repeat(64), lockfileHash: null };
const worker = { name: 'node7-12', jobs: 2, finishedAt: '2026-01-02T03:04:05.678Z', environment: { node: '20', dirty: false } };
const real = { kind: 'uniform', states: 4 };
let loaded: LoadedScenario;
let request: CellRequest;
let cell: CellResult;
beforeAll(async () => {
  // Draws pictures, and some of its values are no numbers.
  loaded = loadedFrom(discreteScenario({ system: { id: 'discrete', representation: 'points', real } }));
  request = requestOf(loaded, 0, 'portable', code);
  cell = { ...(await runCell(loaded, 0, () => 0)), worker };
  expect(cell.pictures?.length).toBeGreaterThan(0);
});

const travelled = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer));
const withCell = (changes: Partial<CellResult>): Answer => answerOf(request, { ...cell, ...changes });
/** A line that is whole, but says something else. */
const withLine = (change: (content: any) => void): Answer => {
  const good = answerOf(request, cell);
  const content = JSON.parse(good.line.slice(17));
  change(content);
  return { ...good, line: signed(JSON.stringify(content)) };
};
const signed = (json: string) => `${sha256(json).slice(0, 16)} ${json}\n`;

describe('an answer', () => {
  test('gives the cell back bit for bit, with its pictures and who computed it', () => {
    const odd = { ...cell, values: cell.values.with(0, 0.1 + 0.2).with(1, 5e-324) };
    expect(readAnswer(travelled(answerOf(request, odd)), request, loaded)).toEqual(odd);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['nothing', () => null, /expected an object/],
    ['a field more', () => ({ ...withCell({}), code: 'x' }), /one of the fields/],
    ['a torn line', () => ({ ...withCell({}), line: withCell({}).line.slice(0, -5) }), /torn or changed/],
    ['a changed line', () => ({ ...withCell({}), line: withCell({}).line.replace(/1/g, '2') }), /torn or changed/],
    ['no line', () => ({ ...withCell({}), line: '' }), /torn or changed/],
    [
      'of other code',
      () => answerOf({ ...request, codeHash: 'c'.repeat(64) }, cell),
      /expected one of the code, scenario and class of machine asked for/,
    ],
    ['of another scenario', () => answerOf({ ...request, scenarioHash: 'c'.repeat(64) }, cell), /asked for/],
    ['of another class', () => answerOf({ ...request, environmentClass: 'x64, avx9' }, cell), /asked for/],
    ['of another replicate', () => withCell({ replicate: 1 }), /metrics, generations and replicate/],
    ['with fewer values', () => withCell({ values: cell.values.slice(1) }), /metrics, generations and replicate/],
    ['with a NaN that nothing explains', () => withCell({ values: cell.values.with(0, Number.NaN) }), /metrics, generations/],
    ['absorbed after its end', () => withCell({ absorbedAt: 7 }), /metrics, generations/],
    ['with no worker', () => withCell({ worker: undefined }), /worker: expected this field/],
    ['by a worker with colours', () => withCell({ worker: { ...worker, name: '\x1b[31mred' } }), /name: expected a value/],
    ['with two cells', () => withLine((content) => content.cells.push(content.cells[0])), /cells: expected/],
    ['with words for values', () => withLine((content) => (content.cells[0].values[0] = 'one')), /values\/0: expected/],
    [
      'with an unheard-of status',
      () => withLine((content) => (content.cells[0].exceptions = [{ index: 0, status: 'x', reason: '' }])),
      /status: expected one of/,
    ],
    ['with negative seconds', () => withCell({ seconds: -1 }), /seconds: expected/],
    ['with data under no hash', () => withCell({ data: { images: 'x' } }), /data\/images: expected/],
    ['with a field more in its cell', () => withLine((content) => (content.cells[0].toString = 1)), /toString: expected/],
    [
      'with a picture of another name',
      () => withCell({ pictures: [{ name: '../../../x.svg', text: '<svg></svg>\n' }] }),
      /pictures/,
    ],
    ['with a picture twice', () => withCell({ pictures: [cell.pictures![0], cell.pictures![0]] }), /pictures/],
    [
      'with a picture that runs something',
      () =>
        withCell({
          pictures: [{ ...cell.pictures![0], text: cell.pictures![0].text.replace('<text', '<script>1</script><text') }],
        }),
      /expected pictures that are drawings alone/,
    ],
  ])('is refused: %s', (_what, bad, says) => {
    const { message } = badInputOf(() => readAnswer(travelled(bad()), request, loaded));
    expect(message).toMatch(says);
    expect(message).toMatch(/^the result of small\/scenario, replicate 0/);
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  test('of another replicate than the first has no pictures', () => {
    const second = requestOf(loaded, 1, 'portable', code);
    const other = { ...cell, replicate: 1 };
    expect(requestKey(second)).toBe(requestKey(request));
    expect(badInputOf(() => readAnswer(travelled(answerOf(second, other)), second, loaded)).message).toContain('pictures');
  });
});
