import { streamAt, streamKey } from '@collapse-bench/core';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { adamW } from '../optimizers/adam.js';
import { sgd } from '../optimizers/sgd.js';
import { record } from '../recording/record.js';
import { fanInUniform } from './initialisers.js';
import { packSmall } from './packing.js';
import { parameter } from './parameters.js';
import { everywhere } from './testing/evaluate.js';
import { lossProgram, scheduleInputs, type Training, trainingProgram } from './training-program.js';
import { initialState, parameterState } from './training-state.js';

const parameters = { w: parameter([4, 3], fanInUniform(4)), b: parameter([3], fanInUniform(4)) };
const optimizer = adamW();
const training = {
  parameters,
  optimizer,
  inputs: { x: { shape: [5, 4], type: 'float32' }, y: { shape: [5, 3], type: 'float32' } },
  loss: ({ w, b }, { x, y }) => {
    const predicted = tf.add(tf.matMul(x, w), b);
    return { loss: tf.mean(tf.squaredDifference(predicted, y)), predicted };
  },
} satisfies Training;
const packing = packSmall(parameters, 100);
const rng = () => streamAt(streamKey(3, 'training'), 0);
const batch = {
  x: Float32Array.from({ length: 20 }, (_, i) => ((i * 7) % 11) / 11),
  y: Float32Array.from({ length: 15 }, (_, i) => ((i * 5) % 13) / 13),
};

describe('a training program', () => {
  test('names its state by parameter and slot, and its inputs by what they are for', () => {
    const program = trainingProgram(training);
    expect(Object.keys(program.state)).toEqual([
      'parameters/w',
      'parameters/b',
      'optimizer/mean/w',
      'optimizer/mean/b',
      'optimizer/square/w',
      'optimizer/square/b',
    ]);
    expect(Object.keys(program.inputs)).toEqual(['x', 'y', 'optimizer/stepSize', 'optimizer/epsilon', 'optimizer/kept']);
    expect(Object.keys(trainingProgram({ ...training, packing }).state)).toEqual([
      'parameters/packed',
      'optimizer/mean/packed',
      'optimizer/square/packed',
    ]);
  });

  test.each(everywhere)('on %s also puts out what the loss returns beside itself', async (engine) => {
    const start = initialState({ ...training, packing }, rng());
    const program = trainingProgram({ ...training, packing, clipNorm: 100 });
    const compiled = await compile(program, start, { engine });
    const evaluation = await compile(lossProgram({ ...training, packing }), parameterState(start), { engine });
    const found = await compiled.run({ ...batch, ...scheduleInputs(optimizer, 0, 0.01) });
    expect(Object.keys(found).sort()).toEqual(['gradientNorm', 'loss', 'predicted']);
    const { gradientNorm: _, ...outputs } = found;
    expect(await evaluation.run(batch)).toEqual(outputs);
    const loss = batch.y.reduce((sum, value, i) => sum + (found.predicted[i] - value) ** 2, 0) / batch.y.length;
    expect(found.loss[0]).toBeCloseTo(loss, 6);
    expect(await evaluation.readState()).toEqual(parameterState(start));
    await compiled.dispose();
    await evaluation.dispose();
  });

  test('leaves no tensors behind when it runs eagerly', async () => {
    const compiled = await compile(trainingProgram(training), initialState(training, rng()), { engine: 'cpu' });
    const step = () => compiled.run({ ...batch, ...scheduleInputs(optimizer, 0, 0.01) });
    await step();
    const before = tf.engine().state.numTensors;
    for (let i = 0; i < 3; i++) await step();
    expect(tf.engine().state.numTensors).toBe(before);
    await compiled.dispose();
  });

  test('with packed parameters takes the same steps, bit for bit', async () => {
    const after = async (packed: boolean) => {
      const layout = packed ? { ...training, packing } : training;
      const compiled = await compile(trainingProgram(layout), initialState(layout, rng()));
      const losses: number[] = [];
      for (let step = 0; step < 5; step++) {
        const outputs = await compiled.run({ ...batch, ...scheduleInputs(optimizer, step, 0.01) });
        losses.push(outputs.loss[0]);
      }
      await compiled.dispose();
      return losses;
    };
    expect(await after(true)).toEqual(await after(false));
  });

  test('says which parameter the loss does not depend on', () => {
    const program = trainingProgram({ ...training, loss: ({ w }, { x }) => tf.mean(tf.matMul(x, w)) });
    expect(() => record(program)).toThrow(/depends on every parameter, found none on b/);
    const constant = trainingProgram({ ...training, loss: () => tf.scalar(1) });
    expect(() => record(constant)).toThrow(/found none on w, b/);
  });

  test('wants a scalar loss, and its own names for itself', () => {
    const program = trainingProgram({ ...training, loss: ({ b }) => b });
    expect(() => record(program)).toThrow(/a scalar loss, found one of shape \[3\]/);
    const inputs = { 'optimizer/kept': { shape: [], type: 'float32' as const } };
    expect(() => trainingProgram({ ...training, inputs })).toThrow(/do not begin with optimizer\/, found optimizer\/kept/);
  });

  test('without slots has a state of parameters alone', () => {
    expect(Object.keys(trainingProgram({ ...training, optimizer: sgd() }).state)).toEqual(['parameters/w', 'parameters/b']);
  });
});
