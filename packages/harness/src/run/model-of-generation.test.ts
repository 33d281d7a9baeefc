import { describe, expect, test } from 'vitest';
import { systemOf } from '../catalog.js';
import { Interrupted } from '../errors.js';
import { gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { type CellState, runCell } from './cell.js';
import type { Checkpoint } from './checkpoint.js';
import { hostOf } from './host.js';
import { type ChainState, modelOfGeneration } from './model-of-generation.js';

const system = systemOf('gaussian');
// What is trained on comes from the pool, so that a chain that goes on needs all of it.
const loaded = loadedFrom(
  gaussianScenario({ mitigation: { id: 'accumulate', keepReal: true }, generations: 5, observe: [1, 3, 5] }),
);

function kept<State>(first?: State): Checkpoint<State> & { readonly states: State[] } {
  const states: State[] = first === undefined ? [] : [first];
  return { states, restore: () => states.at(-1), save: (state) => states.push(structuredClone(state)) };
}

const modelOf = (
  generation: number,
  { replicate = 0, checkpoint = kept<ChainState>(), signal = new AbortController().signal, seen = [] as number[] } = {},
) =>
  modelOfGeneration(loaded, system, {
    ...{ replicate, generation, checkpoint, signal },
    host: hostOf(system.module),
    advanced: (done) => seen.push(done),
    now: () => 0,
  });

describe('the model of a generation', () => {
  test('is what the run measured there, of each replicate', async () => {
    for (const replicate of [0, 2]) {
      const run = kept<CellState>();
      await runCell(loaded, replicate, () => 0, { checkpoint: run });
      expect(run.states.map(({ last }) => last.generation)).toEqual([1, 2, 3, 4]);
      for (const { last } of run.states) expect(await modelOf(last.generation, { replicate })).toEqual(last.params);
    }
    expect(await modelOf(2)).not.toEqual(await modelOf(2, { replicate: 2 }));
    expect(await modelOf(2)).not.toEqual(await modelOf(3));
  });

  test('is the same after an interruption, which does nothing twice', async () => {
    const checkpoint = kept<ChainState>();
    const interrupt = new AbortController();
    interrupt.abort();
    for (const done of [1, 2]) {
      await expect(modelOf(4, { checkpoint, signal: interrupt.signal })).rejects.toThrow(Interrupted);
      expect(checkpoint.states.at(-1)!.last.generation).toBe(done);
    }
    const seen: number[] = [];
    expect(await modelOf(4, { checkpoint, seen })).toEqual(await modelOf(4));
    expect(seen).toEqual([2, 3, 4]);
  });

  test('comes from the beginning where what is kept is of a later one', async () => {
    const checkpoint = kept<ChainState>();
    await modelOf(5, { checkpoint });
    const seen: number[] = [];
    expect(await modelOf(2, { checkpoint: kept(checkpoint.states.at(-1)), seen })).toEqual(await modelOf(2));
    expect(seen).toEqual([1, 2]);
  });
});
