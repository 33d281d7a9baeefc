import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile, useEngine } from './compile.js';
import type { Engine } from './engines/engine.js';
import type { EngineName } from './engines/names.js';
import type { Program } from './program/program.js';

const program: Program = {
  state: { w: { shape: [2], type: 'float32' }, n: { shape: [], type: 'int32' } },
  inputs: { x: { shape: [3, 2], type: 'float32' } },
  step: ({ w, n }, { x }) => ({ state: { w: w.add(x.sum(0)), n: n.add(tf.scalar(1, 'int32')) }, outputs: { total: w.sum() } }),
};
const initial = { w: new Float32Array(2), n: new Int32Array(1) };
const onCpu = { engine: 'cpu' } as const;

describe('compile', () => {
  test('takes ONNX Runtime when nothing is said', async () => {
    const compiled = await compile(program, initial);
    await compiled.run({ x: new Float32Array(6).fill(1) });
    expect(await compiled.readState()).toEqual({ w: Float32Array.of(3, 3), n: Int32Array.of(1) });
    await compiled.dispose();
  });

  test('takes the engine that the process was started with', async () => {
    useEngine('cpu');
    try {
      const sessions: string[] = [];
      const watched: Program = {
        ...program,
        step: (...given) => {
          sessions.push(tf.getBackend());
          return program.step(...given);
        },
      };
      const compiled = await compile(watched, initial);
      await compiled.run({ x: new Float32Array(6) });
      expect(sessions).toEqual(['cpu']);
      await compiled.dispose();
    } finally {
      useEngine('onnx');
    }
    expect(() => useEngine('nonsense' as EngineName)).toThrow(/expected an engine/);
  });

  test.each(['cpu', 'onnx'] as const)('reads the state that is named, on %s', async (engine) => {
    const compiled = await compile(program, { ...initial, n: Int32Array.of(7) }, { engine });
    expect(await compiled.readState(['n'])).toEqual({ n: Int32Array.of(7) });
    await expect(compiled.readState(['m'])).rejects.toThrow('expected state named w, n, found m');
    await compiled.dispose();
  });

  test('takes an engine of the caller, with the options asked for', async () => {
    const seen: unknown[] = [];
    const engine: Engine = {
      id: 'mine',
      async compile(_, state, options) {
        seen.push(options);
        return { run: async () => ({}), readState: async () => state, writeState: async () => {}, dispose: async () => {} };
      },
    };
    const compiled = await compile(program, initial, { engine, threads: 2, stepsPerCall: 3 });
    expect(seen).toEqual([{ threads: 2, stepsPerCall: 3 }]);
    await compiled.run({ x: new Float32Array(18) });
  });

  test.each([
    [{ w: new Float32Array(2) }, 'expected state n to be a Int32Array of 1 (int32[]), found none'],
    [
      { ...initial, w: new Float32Array(3) },
      'expected state w to be a Float32Array of 2 (float32[2]), found a Float32Array of 3',
    ],
    [{ ...initial, w: new Int32Array(2) }, 'expected state w to be a Float32Array of 2 (float32[2]), found a Int32Array of 2'],
    [{ ...initial, v: new Float32Array(1) }, 'expected states named w, n, found v besides'],
  ])('refuses a state that does not fit', async (state: any, message) => {
    await expect(compile(program, state, onCpu)).rejects.toThrow(new RangeError(message));
    const compiled = await compile(program, initial, onCpu);
    await expect(compiled.writeState(state)).rejects.toThrow(new RangeError(message));
    await compiled.dispose();
  });

  test('refuses inputs that do not fit the steps of a call', async () => {
    const compiled = await compile(program, initial, { ...onCpu, stepsPerCall: 4 });
    await expect(compiled.run({ x: new Float32Array(6) })).rejects.toThrow(
      new RangeError('expected input x to be a Float32Array of 24 (4 x float32[3,2]), found a Float32Array of 6'),
    );
    await expect(compiled.run({ x: [1, 2] as never })).rejects.toThrow('found a Array of 2');
    expect((await compiled.readState()).n).toEqual(Int32Array.of(0));
    await compiled.dispose();
  });

  test.each([0, 1.5, -1, Number.NaN])('refuses %s threads or steps a call', async (count) => {
    await expect(compile(program, initial, { ...onCpu, threads: count })).rejects.toThrow(RangeError);
    await expect(compile(program, initial, { ...onCpu, stepsPerCall: count })).rejects.toThrow(RangeError);
  });

  test('one call at a time, and none after the end', async () => {
    const compiled = await compile(program, initial);
    const x = new Float32Array(6).fill(1);
    const first = compiled.run({ x });
    await expect(compiled.run({ x })).rejects.toThrow('expected one call at a time');
    await expect(compiled.readState()).rejects.toThrow('expected one call at a time');
    await first;
    await compiled.run({ x });
    expect((await compiled.readState()).n).toEqual(Int32Array.of(2));
    await compiled.dispose();
    await compiled.dispose();
    await expect(compiled.run({ x })).rejects.toThrow('found one that was disposed of');
  });
});
