import { beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../record/result.js';
import { gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { type GridEntry, mitigationGrid } from './mitigation-grid.js';

const points = {
  id: 'gaussian',
  dimension: 1,
  ddof: 0,
  representation: 'points',
  real: { kind: 'normal', mean: [0], covariance: [[1]] },
  approximation: { kind: 'exact' },
};

/** A cell as the command finds it, run on this thread: 30 generations of 20 samples, 60 replicates. */
async function entry(mitigation: string, options: object, changes: Record<string, unknown> = {}): Promise<GridEntry> {
  const content = { system: points, mitigation: options, generations: 30, observe: [1, 30], replicates: 60, ...changes };
  const loaded = loadedFrom(gaussianScenario(content), `grid/gaussian/${mitigation}`);
  return { system: 'gaussian', mitigation, scenario: loaded.scenario, result: await resultFrom(loaded) };
}

const preserve = (fraction: number) => ({ id: 'preserve-real', fraction, redraw: true });
const only = (changed: GridEntry, change: (result: Result) => Result): GridEntry => ({
  ...changed,
  result: change(changed.result!),
});

let replaced: GridEntry;
let accumulated: GridEntry;
let kept: GridEntry[];
beforeAll(async () => {
  replaced = await entry('replace', { id: 'replace' });
  accumulated = await entry('accumulate', { id: 'accumulate', keepReal: true });
  kept = await Promise.all([0, 0.05, 0.1, 1].map((share) => entry(`preserve-real-${100 * share}`, preserve(share))));
});

const cellsOf = (...entries: GridEntry[]) =>
  Object.fromEntries(mitigationGrid(entries, 'risk').cells.map((cell) => [cell.mitigation, cell]));
const reasonsOf = (...entries: GridEntry[]) => mitigationGrid(entries, 'risk').without;

describe('a mitigation against replace', () => {
  test('that keeps nothing is replace itself: exactly 1', () => {
    const cell = cellsOf(replaced, ...kept)['preserve-real-0'];
    expect(cell).toMatchObject({ ratio: { estimate: 1, low: 1, high: 1 }, effect: 'none shown', realSamplesUsed: 0 });
  });

  test('that keeps everything leaves the first fit: its risk over that of replace, at the price of the original set', () => {
    const [first] = replaced.result!.values['w2-squared'];
    const last = replaced.result!.values['w2-squared'][1];
    const middle = (row: readonly unknown[]) => {
      const sorted = [...(row as number[])].sort((a, b) => a - b);
      return (sorted[29] + sorted[30]) / 2;
    };
    const cell = cellsOf(replaced, ...kept)['preserve-real-100'];
    expect(cell.ratio.estimate).toBeCloseTo(middle(first) / middle(last), 12);
    expect(cell).toMatchObject({ effect: 'lower', realSamplesUsed: 20, replicates: 60 });
  });

  test('that learns a detector from real samples has them as a price apart', async () => {
    const detected = await entry('detect-resample', { id: 'detect-resample', power: 1, cap: 5 });
    const { 'detect-resample': cell, accumulate: other } = cellsOf(replaced, detected, accumulated);
    expect(cell).toMatchObject({ realSamplesUsed: 0, selectionSamplesUsed: 20 });
    expect(other).toMatchObject({ realSamplesUsed: 20, selectionSamplesUsed: 0 });
  });

  test('that accumulates, or keeps some, lowers the risk; the interval holds the estimate', () => {
    for (const { ratio, effect, mitigation } of Object.values(cellsOf(replaced, accumulated, ...kept.slice(1)))) {
      expect(ratio.low).toBeLessThanOrEqual(ratio.estimate);
      expect(ratio.high).toBeGreaterThanOrEqual(ratio.estimate);
      expect(effect).toBe(mitigation === 'replace' ? 'none shown' : 'lower');
    }
  });

  test('shows no effect where the interval contains 1, and one on the side where all of it lies', () => {
    // The same risks in other replicates: of the same size, but paired with others.
    const scaled = (mitigation: string, factor: number) => ({
      ...only(replaced, (result) => {
        const [first, last] = result.values['w2-squared'] as number[][];
        return { ...result, values: { 'w2-squared': [first, last.map((value) => factor * value).reverse()] } };
      }),
      mitigation,
    });
    const cells = cellsOf(replaced, scaled('same', 1), scaled('near', 1.02), scaled('triple', 3), scaled('third', 1 / 3));
    for (const near of [cells.same, cells.near]) {
      expect(near.ratio.low).toBeLessThan(1);
      expect(near.ratio.high).toBeGreaterThan(1);
      expect(near.effect).toBe('none shown');
    }
    expect(cells.same.ratio.estimate).toBe(1);
    expect([cells.triple.effect, cells.third.effect]).toEqual(['higher', 'lower']);
  });

  test('gives the same intervals whatever stands beside it', () => {
    expect(cellsOf(replaced, accumulated).accumulate).toEqual(cellsOf(replaced, ...kept, accumulated).accumulate);
  });

  test('pairs replicates by their number, not by their place', () => {
    // Doubled in the replicates 30 to 59 alone, which is all that is left, in reverse.
    const half = only(replaced, (result) => ({
      ...result,
      replicates: result.replicates.slice(30).reverse(),
      values: {
        ...result.values,
        'w2-squared': result.values['w2-squared'].map((row) =>
          row
            .slice(30)
            .reverse()
            .map((value) => 2 * (value as number)),
        ),
      },
    }));
    const { ratio, replicates } = cellsOf(replaced, { ...half, mitigation: 'half' }).half;
    expect(ratio).toEqual({ estimate: 2, low: 2, high: 2 });
    expect(replicates).toBe(30);
  });
});

describe('the grid', () => {
  test('lists mitigations in the order of the catalog, strengths ascending', () => {
    const shuffled = [kept[3], accumulated, kept[2], kept[0], replaced, kept[1]];
    expect(mitigationGrid(shuffled, 'risk').mitigations).toEqual([
      'replace',
      'accumulate',
      'preserve-real-0',
      'preserve-real-5',
      'preserve-real-10',
      'preserve-real-100',
    ]);
  });

  test('says what its numbers are', () => {
    expect(mitigationGrid([replaced, accumulated], 'variance').systems).toMatchObject([
      {
        system: 'gaussian',
        metric: 'variance-ratio',
        direction: 'higher-is-better',
        generation: 30,
        replicates: 60,
        seed: 1,
        samples: 20,
      },
    ]);
  });
});

describe('what has no number says why', () => {
  test('a system without replace, without a result of it, or without such a metric', () => {
    expect(reasonsOf(accumulated)).toEqual([{ system: 'gaussian', reason: 'no `replace` to compare with' }]);
    expect(reasonsOf({ ...replaced, result: undefined, reason: 'no result yet' }, accumulated)).toEqual([
      { system: 'gaussian', reason: 'no result of `replace`: no result yet' },
    ]);
    const grid = mitigationGrid([replaced, accumulated], 'modes');
    expect(grid.cells).toEqual([]);
    expect(grid.without).toEqual([{ system: 'gaussian', reason: 'it has no metric of modes' }]);
    expect(mitigationGrid([replaced], 'tails').without[0].reason).toBe('its scenarios do not measure tail-mass');
  });

  const rows: [what: string, change: (cell: GridEntry) => GridEntry, reason: RegExp][] = [
    ['no result', (cell) => ({ ...cell, result: undefined, reason: 'no result yet' }), /^no result yet$/],
    ['another seed', (cell) => only(cell, (result) => ({ ...result, seed: 7 })), /^seed 7, but 1 under `replace`/],
    ['another size', (cell) => ({ ...cell, scenario: { ...cell.scenario, samples: 21 } }), /^another setting than `replace`/],
    [
      'other generations',
      (cell) => only(cell, (result) => ({ ...result, generations: [1, 29] })),
      /^generation 30 is not observed$/,
    ],
    [
      'one replicate',
      (cell) => only(cell, (result) => ({ ...result, replicates: result.replicates.map((r) => r + 59) })),
      /^fewer than two/,
    ],
    [
      'a diverged value',
      (cell) =>
        only(cell, (result) => {
          const values = structuredClone(result.values);
          values['w2-squared'][1][5] = { status: 'diverged', reason: 'planted' };
          return { ...result, values };
        }),
      /^w2-squared is not a number everywhere$/,
    ],
    ['no such metric', (cell) => only(cell, (result) => ({ ...result, values: {} })), /^it does not measure w2-squared$/],
  ];
  test.each(rows)('a cell with %s', (_what, change, reason) => {
    const grid = mitigationGrid([replaced, change(accumulated)], 'risk');
    expect(grid.cells.map(({ mitigation }) => mitigation)).toEqual(['replace']);
    expect(grid.without).toEqual([{ system: 'gaussian', mitigation: 'accumulate', reason: expect.stringMatching(reason) }]);
  });

  test('a metric that is 0 under replace', () => {
    const zero = only(replaced, (result) => ({
      ...result,
      values: { 'w2-squared': [result.values['w2-squared'][0], Array(60).fill(0)] },
    }));
    expect(reasonsOf(zero, accumulated)[1].reason).toMatch(/^no ratio: the typical w2-squared under `replace` is 0/);
  });
});
