import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import type { NamedNumbers, Numbers } from '../engines/engine.js';
import { createSession } from '../engines/onnx-session.js';
import { classifier, classifierInputs, classifierState } from '../engines/testing/classifier.js';
import type { Program } from '../program/program.js';
import { names, record } from '../recording/record.js';
import type { Graph } from './graph.js';
import { repeated } from './loop.js';

const carriedOf = ({ state }: Program) =>
  Object.keys(state).map((name) => ({ input: names.stateIn(name), output: names.stateOut(name) }));

async function run(graph: Graph, given: NamedNumbers): Promise<NamedNumbers> {
  const session = await createSession(graph, { provider: 'cpu', threads: 1 });
  const feeds = graph.inputs.map(({ name, shape, type }) => [
    name,
    new ort.Tensor(type as 'float32', given[name] as Float32Array, shape),
  ]);
  const made = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, made[name].data as Numbers]));
}

const named = (numbers: NamedNumbers, nameOf: (name: string) => string): NamedNumbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, values]) => [nameOf(name), values]));

describe('a graph repeated', () => {
  const STEPS = 6;

  test('takes the same steps to the last bit, and stacks what each puts out', async () => {
    const step = record(classifier);
    let state = named(classifierState, names.stateIn);
    const losses: number[] = [];
    for (let i = 0; i < STEPS; i++) {
      const made = await run(step, { ...state, ...named(classifierInputs(1, i), names.input) });
      losses.push(made[names.output('loss')][0]);
      state = Object.fromEntries(Object.keys(classifier.state).map((name) => [names.stateIn(name), made[names.stateOut(name)]]));
    }
    const all = await run(repeated(step, carriedOf(classifier), STEPS), {
      ...named(classifierState, names.stateIn),
      ...named(classifierInputs(STEPS), names.input),
    });
    expect(Array.from(all[names.output('loss')])).toEqual(losses);
    expect(Array.from(all[names.output('steps')])).toEqual([1, 2, 3, 4, 5, 6]);
    for (const name of Object.keys(classifier.state)) {
      expect(all[names.stateOut(name)]).toEqual(state[names.stateIn(name)]);
    }
  });

  test('has the names of the one step, with an axis of steps on what is not carried', () => {
    const step = record(classifier);
    const { inputs, outputs } = repeated(step, carriedOf(classifier), STEPS);
    const shapes = Object.fromEntries([...inputs, ...outputs].map(({ name, shape }) => [name, shape]));
    expect(inputs.map(({ name }) => name).sort()).toEqual(step.inputs.map(({ name }) => name).sort());
    expect(outputs.map(({ name }) => name).sort()).toEqual(step.outputs.map(({ name }) => name).sort());
    expect(shapes[names.stateIn('embedding')]).toEqual(shapes[names.stateOut('embedding')]);
    expect(shapes[names.input('tokens')]).toEqual([STEPS, 12]);
    expect(shapes[names.output('loss')]).toEqual([STEPS]);
  });

  test('counts its steps without inputs too', async () => {
    const doubling: Program = {
      state: { x: { shape: [], type: 'float32' } },
      inputs: {},
      step: ({ x }) => ({ state: { x: tf.mul(x, 2) }, outputs: { x } }),
    };
    const graph = repeated(record(doubling), carriedOf(doubling), 4);
    const made = await run(graph, { [names.stateIn('x')]: Float32Array.of(3) });
    expect(Array.from(made[names.output('x')])).toEqual([3, 6, 12, 24]);
    expect(Array.from(made[names.stateOut('x')])).toEqual([48]);
  });

  test('refuses to carry what the graph does not have', () => {
    expect(() => repeated(record(classifier), [{ input: 'state/other', output: 'next/other' }], 2)).toThrow(
      new RangeError('expected an input and an output of the graph, found no state/other'),
    );
  });
});
