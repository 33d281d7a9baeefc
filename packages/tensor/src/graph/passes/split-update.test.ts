import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import type { NamedNumbers } from '../../engines/engine.js';
import { onnx } from '../../engines/onnx.js';
import { graphFor } from '../../engines/onnx-graph.js';
import { createSession } from '../../engines/onnx-session.js';
import type { Program, Tensors } from '../../program/program.js';
import { names } from '../../recording/record.js';
import { splitUpdate } from './split-update.js';

const float = (shape: number[]) => ({ shape, type: 'float32' as const });
const numbers = (length: number, at: number) =>
  Float32Array.from({ length }, (_, i) => Math.fround(((i * 37 + at * 11) % 19) / 19 - 0.4));
const stateOf = (output: string) => (output.startsWith('next/') ? output.replace('next/', 'state/') : undefined);

/** Adam's arithmetic on a linear map, with a gradient clipped by its norm, a count and a copy of the last input. */
const program: Program = {
  state: { w: float([6, 5]), m: float([6, 5]), v: float([6, 5]), b: float([5]), count: float([]), last: float([3, 6]) },
  inputs: { x: float([3, 6]), rate: float([]) },
  step(state: Tensors, { x, rate }: Tensors) {
    const loss = (w: tf.Tensor, b: tf.Tensor) =>
      tf.mean(tf.square(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b))) as tf.Scalar;
    const { value, grads } = tf.valueAndGrads(loss)([state.w, state.b]);
    const norm = tf.sqrt(tf.add(tf.sum(tf.square(grads[0])), tf.sum(tf.square(grads[1]))));
    const g = tf.mul(grads[0], tf.div(2, tf.add(norm, 1)));
    const m = tf.add(tf.mul(state.m, 0.9), g);
    const v = tf.add(tf.mul(state.v, 0.99), tf.square(g));
    const w = tf.sub(state.w, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), 1e-3)));
    const b = tf.sub(state.b, tf.mul(grads[1], rate));
    return { state: { w, m, v, b, count: tf.add(state.count, 1), last: x }, outputs: { loss: value, norm } };
  },
};
const initial: NamedNumbers = {
  w: numbers(30, 1),
  m: new Float32Array(30),
  v: new Float32Array(30),
  b: numbers(5, 2),
  count: new Float32Array(1),
  last: new Float32Array(18),
};

/** The same steps by ONNX Runtime alone. */
async function whole(steps: number): Promise<{ state: NamedNumbers; losses: number[] }> {
  const graph = graphFor(program, 'cpu');
  const session = await createSession(graph, { provider: 'cpu', threads: 1 });
  let state = initial;
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const feeds = Object.fromEntries(
      graph.inputs.map(({ name, shape }) => {
        const data =
          name === 'input/x'
            ? numbers(18, i)
            : name === 'input/rate'
              ? Float32Array.of(0.01 * (i + 1))
              : state[name.slice('state/'.length)];
        return [name, new ort.Tensor('float32', data as Float32Array, shape)];
      }),
    );
    const made = await session.run(feeds);
    losses.push((made['output/loss'].data as Float32Array)[0]);
    state = Object.fromEntries(Object.keys(initial).map((name) => [name, made[names.stateOut(name)].data as Float32Array]));
  }
  return { state, losses };
}

test('taking the update out of the graph changes no bit', async () => {
  const compiled = await onnx.compile(program, initial, { threads: 1, stepsPerCall: 1 });
  const losses: number[] = [];
  for (let i = 0; i < 4; i++) {
    const { loss } = await compiled.run({ x: numbers(18, i), rate: Float32Array.of(0.01 * (i + 1)) });
    losses.push(loss[0]);
  }
  const expected = await whole(4);
  expect(losses).toEqual(expected.losses);
  expect(await compiled.readState()).toEqual(expected.state);
  expect(losses[3]).not.toBe(losses[0]);
});

test('a state that was written is the one that goes on', async () => {
  const compiled = await onnx.compile(program, initial, { threads: 1, stepsPerCall: 2 });
  const inputs = { x: new Float32Array([...numbers(18, 0), ...numbers(18, 1)]), rate: Float32Array.of(0.01, 0.02) };
  const first = await compiled.run(inputs);
  const after = await compiled.readState();
  await compiled.writeState(initial);
  expect(await compiled.readState()).toEqual(initial);
  expect(await compiled.run(inputs)).toEqual(first);
  expect(await compiled.readState()).toEqual(after);
  expect(after).toEqual((await whole(2)).state);
});

test('what is left of the graph makes the gradients and reads no optimizer slot', () => {
  const { graph, kernels } = splitUpdate(graphFor(program, 'cpu'), stateOf);
  expect(kernels.map(({ length, stores }) => [length, stores.map(({ vector }) => vector).sort()])).toEqual([
    [30, ['state/m', 'state/v', 'state/w']],
    [5, ['state/b']],
  ]);
  expect(graph.inputs.map(({ name }) => name).sort()).toEqual(['input/x', 'state/b', 'state/count', 'state/w']);
  expect(graph.nodes.some(({ op }) => op === 'Sqrt')).toBe(true);
  expect(graph.outputs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['next/count', 'next/last', 'output/loss', 'output/norm']),
  );
});

test('new state that the rest of the step reads stays in the graph', () => {
  const { graph, kernels } = splitUpdate(
    graphFor(
      {
        state: { w: float([8]) },
        inputs: { g: float([8]) },
        step(state, { g }) {
          const w = tf.sub(state.w, g);
          return { state: { w }, outputs: { size: tf.sum(tf.square(w)) } };
        },
      },
      'cpu',
    ),
    stateOf,
  );
  expect(kernels).toEqual([]);
  expect(graph.outputs.map(({ name }) => name)).toContain('next/w');
});

test('states that trade places are replaced together', async () => {
  const swap: Program = {
    state: { a: float([4]), b: float([4]) },
    inputs: { one: float([]) },
    step: ({ a, b }, { one }) => ({ state: { a: tf.mul(b, one), b: tf.add(a, one) }, outputs: {} }),
  };
  const compiled = await onnx.compile(swap, { a: numbers(4, 1), b: numbers(4, 2) }, { threads: 1, stepsPerCall: 1 });
  await compiled.run({ one: Float32Array.of(1) });
  expect(await compiled.readState()).toEqual({ a: numbers(4, 2), b: numbers(4, 1).map((value) => value + 1) });
});
