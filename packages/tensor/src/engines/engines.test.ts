import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { compile } from '../compile.js';
import type { Program } from '../program/program.js';
import { whyUnavailable } from '../testing/engines.js';
import type { CompiledProgram, NamedNumbers } from './engine.js';
import { type EngineName, engineNamed } from './names.js';
import { classifier, classifierInputs, classifierState } from './testing/classifier.js';

const everywhere: readonly EngineName[] = ['cpu', 'wasm', 'onnx'];
const somewhere: readonly EngineName[] = ['onnx:webgpu', 'onnx:cuda', 'tensorflow'];
const missing = new Map<EngineName, string>();
for (const name of somewhere) {
  const why = await whyUnavailable(engineNamed(name));
  if (why !== undefined) missing.set(name, why);
}
// Pipelines of WebGPU are kept while any session lives, and take seconds to make where the processor runs them.
const kept = missing.has('onnx:webgpu') ? undefined : await compile(classifier, classifierState, { engine: 'onnx:webgpu' });
afterAll(() => kept?.dispose());
const here = [...everywhere, ...somewhere.filter((name) => !missing.has(name))];
const STEPS = 30;
/** Relative, over 30 steps of a smooth loss: sums of float32 terms in another order, another tanh and exp. */
const TOLERANCE = 1e-5;

async function lossCurve(compiled: CompiledProgram): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) losses.push((await compiled.run(classifierInputs(1, step))).loss[0]);
  return losses;
}

async function curveOn(engine: EngineName): Promise<{ losses: number[]; state: NamedNumbers }> {
  const compiled = await compile(classifier, classifierState, { engine });
  const losses = await lossCurve(compiled);
  const state = await compiled.readState();
  await compiled.dispose();
  return { losses, state };
}

describe('engines agree', () => {
  test(`a training run has one loss curve on ${here.join(', ')}, within ${TOLERANCE} of its value`, async () => {
    const reference = await curveOn('cpu');
    expect(reference.losses[0]).toBeGreaterThan(1);
    expect(reference.losses[STEPS - 1]).toBeLessThan(0.25 * reference.losses[0]);
    for (const engine of here) {
      const { losses, state } = await curveOn(engine);
      const worst = Math.max(...losses.map((loss, i) => Math.abs(loss / reference.losses[i] - 1)));
      expect(worst, engine).toBeLessThan(TOLERANCE);
      expect(state.steps, engine).toEqual(Int32Array.of(STEPS));
    }
  });
});

describe('engines that not every machine has', () => {
  for (const why of missing.values()) test.skip(why, () => undefined);
});

describe.each(here)('engine %s', (engine) => {
  test('many steps a call are the same steps', async () => {
    const one = await compile(classifier, classifierState, { engine });
    const many = await compile(classifier, classifierState, { engine, stepsPerCall: 10 });
    const losses = await lossCurve(one);
    for (const first of [0, 10, 20]) {
      const { loss, steps } = await many.run(classifierInputs(10, first));
      expect(Array.from(loss)).toEqual(losses.slice(first, first + 10));
      expect(Array.from(steps)).toEqual(Array.from({ length: 10 }, (_, i) => first + i + 1));
    }
    expect(await many.readState()).toEqual(await one.readState());
    await Promise.all([one.dispose(), many.dispose()]);
  });

  test('a state that was read and written back goes on the same way', async () => {
    const original = await compile(classifier, classifierState, { engine });
    await original.run(classifierInputs(1, 0));
    const saved = await original.readState();
    const expected = await original.run(classifierInputs(1, 1));
    const other = await compile(classifier, classifierState, { engine });
    await other.writeState(saved);
    expect(await other.run(classifierInputs(1, 1))).toEqual(expected);
    await Promise.all([original.dispose(), other.dispose()]);
  });

  test('nobody else can change the state: arrays given and got are copies', async () => {
    // Hands an input through as its state: an engine may be tempted to keep the array.
    const keeper: Program = {
      state: { kept: { shape: [2], type: 'float32' }, idle: { shape: [2], type: 'float32' } },
      inputs: { x: { shape: [2], type: 'float32' } },
      step: ({ idle, kept }, { x }) => ({ state: { kept: x, idle }, outputs: { kept, x } }),
    };
    const initial = { kept: Float32Array.of(1, 2), idle: Float32Array.of(5, 6) };
    const compiled = await compile(keeper, initial, { engine });
    initial.kept.fill(0);
    const x = Float32Array.of(3, 4);
    const first = await compiled.run({ x });
    expect(Array.from(first.kept)).toEqual([1, 2]);
    x.fill(0);
    first.x.fill(0);
    (await compiled.readState()).idle.fill(0);
    const second = await compiled.run({ x });
    expect(Array.from(second.kept)).toEqual([3, 4]);
    expect(Array.from((await compiled.readState()).idle)).toEqual([5, 6]);
    await compiled.dispose();
  });

  test('the backend in use stays what it was, and no tensors stay behind', async () => {
    await tf.setBackend('cpu');
    const before = { tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers };
    const compiled = await compile(classifier, classifierState, { engine, stepsPerCall: 2 });
    const held = tf.memory().numTensors;
    for (let step = 0; step < 3; step++) {
      await compiled.run(classifierInputs(2, 2 * step));
      expect(tf.getBackend()).toBe('cpu');
    }
    await compiled.writeState(await compiled.readState());
    expect(tf.memory().numTensors).toBe(held);
    await compiled.dispose();
    expect({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers }).toEqual(before);
  });

  test('a step that throws leaves the state, the backend and the memory as they were', async () => {
    await tf.setBackend('cpu');
    let failing = false;
    const program: Program = {
      state: { x: { shape: [2], type: 'float32' } },
      inputs: {},
      step({ x }) {
        const made = x.add(1);
        if (failing) throw new Error('no further');
        return { state: { x: made }, outputs: {} };
      },
    };
    const before = tf.memory().numTensors;
    const compiled = await compile(program, { x: Float32Array.of(1, 2) }, { engine });
    await compiled.run({});
    failing = true;
    // A recorded program meets the failure when it is compiled anew, the others when they run.
    if (engine.startsWith('onnx'))
      await expect(compile(program, { x: Float32Array.of(1, 2) }, { engine })).rejects.toThrow('no further');
    else await expect(compiled.run({})).rejects.toThrow('no further');
    expect(tf.getBackend()).toBe('cpu');
    expect((await compiled.readState()).x).toEqual(Float32Array.of(2, 3));
    await compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('says nothing on the console', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((method) =>
      vi.spyOn(console, method).mockReturnValue(undefined),
    );
    const compiled = await compile(classifier, classifierState, { engine });
    await compiled.run(classifierInputs(1));
    await compiled.dispose();
    for (const spy of spies) {
      expect(spy.mock.calls).toEqual([]);
      spy.mockRestore();
    }
  });
});
