import { describe, expect, test } from 'vitest';
import { mitigations } from '../catalog.js';
import { trainingCost } from './training-cost.js';

const M = 40;
const GENERATIONS = 6;
const sum = (term: (i: number) => number, from: number, to: number) => {
  let total = 0;
  for (let i = from; i <= to; i++) total += term(i);
  return total;
};

describe('the cost of a mitigation, over that of replace, is counted', () => {
  const rows: [mitigation: { id: string; [option: string]: unknown }, trained: number, generated: number][] = [
    [{ id: 'replace' }, 1, 1],
    // Model i is fitted to i M samples.
    [{ id: 'accumulate', keepReal: true }, sum((i) => i, 2, GENERATIONS) / 5, 1],
    [{ id: 'accumulate', keepReal: false }, sum((i) => i - 1, 2, GENERATIONS) / 5, 1],
    [{ id: 'accumulate-subsample', keepReal: true, replacement: false }, 1, 1],
    [{ id: 'preserve-real', fraction: 0.25, redraw: true }, 1, 0.75],
    [{ id: 'preserve-real', fraction: 1, redraw: true }, 1, 0],
    [{ id: 'fresh-real', fraction: 0.1, counts: 'fixed' }, 1, 0.9],
    [{ id: 'fixed-real', ratio: 2 }, 3, 2],
    [{ id: 'mixture', model: 0.5, previous: 0.4, original: 0.1 }, 1, 0.5],
    [{ id: 'grow-samples', schedule: 'quadratic' }, sum((i) => i * i, 1, 5) / 5, sum((i) => i * i, 1, 5) / 5],
    [{ id: 'weighted-real', weight: 0.6, ratio: 3, real: 'fresh' }, 4, 3],
    [{ id: 'verify', keepRight: 1, keepWrong: 0, oversample: 2 }, 1, 2],
    [{ id: 'select-softmax', candidates: 4, temperature: 1 }, 1, 4],
    [{ id: 'select-argmax', candidates: 8 }, 1, 8],
    [{ id: 'detect-resample', power: 2, cap: 5 }, 1, 1],
    [{ id: 'high-surprise', keep: 0.5 }, 1, 2],
    [{ id: 'temperature', temperature: 0.9 }, 1, 1],
    [{ id: 'top-p', p: 0.9 }, 1, 1],
  ];

  test.each(rows)('%o', async (mitigation, trained, generated) => {
    const cost = await trainingCost(mitigation, M, GENERATIONS);
    expect(cost!.trained).toBeCloseTo(trained, 12);
    expect(cost!.generated).toBeCloseTo(generated, 12);
  });

  test('for every mitigation of the catalog', () => {
    expect([...new Set(rows.map(([{ id }]) => id))]).toEqual(mitigations.map(({ id }) => id));
  });

  test('but not for whole populations, nor where nothing follows model 1', async () => {
    expect(await trainingCost({ id: 'replace' }, Number.POSITIVE_INFINITY, 5)).toBeUndefined();
    expect(await trainingCost({ id: 'replace' }, M, 1)).toBeUndefined();
  });
});
