import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { adam } from '../optimizers/adam.js';
import { packSmall } from '../training/packing.js';
import { smallModels } from '../training/testing/models.js';
import { startOf, takeSteps } from '../training/testing/small-run.js';
import { trainingProgram } from '../training/training-program.js';
import { stateFrom } from '../training/training-state.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const { parameters, start } = startOf('mlp');
const layout = { ...smallModels.mlp, parameters };
const packed = { ...layout, packing: packSmall(parameters, 100) };

/** The checkpoint after steps from another one, or from the start. */
async function trained(of: typeof layout, steps: number, from?: Uint8Array): Promise<Uint8Array> {
  const { state, step } = from === undefined ? { state: stateFrom(of, start), step: 0 } : decodeCheckpoint(of, from);
  const compiled = await compile(trainingProgram(of), state);
  await takeSteps(compiled, smallModels.mlp, step, step + steps);
  const bytes = encodeCheckpoint(of, { state: await compiled.readState(), step: step + steps, notes: { data: 'spread' } });
  await compiled.dispose();
  return bytes;
}

describe('a checkpoint', () => {
  test('lets training go on bit for bit', async () => {
    const whole = await trained(layout, 7);
    expect(await trained(layout, 4, await trained(layout, 3))).toEqual(whole);
    expect(await trained(layout, 6)).not.toEqual(whole);
  });

  test('is the same whatever the packing', async () => {
    const bytes = await trained(packed, 3);
    expect(bytes).toEqual(await trained(layout, 3));
    expect(await trained(layout, 4, bytes)).toEqual(await trained(packed, 4, bytes));
  });

  test('holds every parameter under its own name and shape, the number of steps and the notes', async () => {
    const bytes = await trained(packed, 1);
    const { tensors } = decodeSafetensors(bytes);
    expect(tensors['parameters/w2'].shape).toEqual([32, 32]);
    expect(tensors['optimizer/square/b3'].shape).toEqual([4]);
    expect(Object.keys(tensors)).toHaveLength(18);
    expect(decodeCheckpoint(packed, bytes)).toMatchObject({ step: 1, notes: { data: 'spread' } });
  });

  const state = stateFrom(layout, start);
  const bytes = encodeCheckpoint(layout, { state, step: 2, notes: {} });
  const { tensors } = decodeSafetensors(bytes);

  test.each([
    ['without a number of steps', tensors, {}, /number of steps, found none/],
    ['with a wrong number of steps', tensors, { step: '-1' }, /number of steps, found -1/],
    ['with too large a number of steps', tensors, { step: '9007199254740993' }, /found 9007199254740993/],
    [
      'of other shapes',
      { ...tensors, 'parameters/w1': { ...tensors['parameters/w1'], shape: [32, 10] } },
      { step: '2' },
      /w1 of shape \[10,32\], found \[32,10\]/,
    ],
    [
      'of integers',
      { ...tensors, 'parameters/b3': { shape: [4], data: new Int32Array(4) } },
      { step: '2' },
      /b3 of type F32, found I32/,
    ],
    [
      'of more parameters',
      { ...tensors, 'parameters/z': { shape: [1], data: new Float32Array(1) } },
      { step: '2' },
      /found parameters\/z besides/,
    ],
  ])('%s is refused', (_, stored, metadata, message) => {
    expect(() => decodeCheckpoint(layout, encodeSafetensors(stored, metadata as Record<string, string>))).toThrow(message);
  });

  test('of another model is refused', () => {
    const { b3: _, ...fewer } = parameters;
    expect(() => decodeCheckpoint({ parameters: fewer, optimizer: adam() }, bytes)).toThrow(/found .*b3 besides/);
    expect(() => encodeCheckpoint(layout, { state, step: 0.5, notes: {} })).toThrow(/a number of steps, found 0.5/);
  });
});
