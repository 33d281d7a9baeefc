import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import type { Program, Tensors } from '../../program/program.js';
import { record } from '../../recording/record.js';
import type { Graph, Node } from '../graph.js';
import { runGraph } from '../testing/run-graph.js';
import { dropUnused } from './drop-unused.js';
import { fillGemms } from './gemm-operands.js';
import { improve } from './index.js';
import { mergeDuplicates } from './merge-duplicates.js';
import { nameOutputs } from './name-outputs.js';
import { foldUniform } from './uniform.js';

const float = (...shape: number[]) => ({ shape, type: 'float32' as const });

function graphOf(inputs: Program['inputs'], outputs: (inputs: Tensors) => Tensors): Graph {
  return record({ state: {}, inputs, step: (_, given) => ({ state: {}, outputs: outputs(given) }) });
}

/** A two-layer map with its gradients: means, sums, biases, a scaled product, relu. */
const training = graphOf({ x: float(4, 3), w: float(3, 5), b: float(5), u: float(5, 2), c: float(2) }, ({ x, w, b, u, c }) => {
  const loss = (...[v1, b1, v2, b2]: tf.Tensor[]) => {
    const hidden = tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, v1 as tf.Tensor2D), b1));
    const out = tf.mul(tf.add(tf.matMul(hidden as tf.Tensor2D, v2 as tf.Tensor2D), b2), 0.7);
    const centred = tf.sub(out, tf.mean(out, 1, true));
    return tf.mean(tf.square(centred)) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)([w, b, u, c]);
  return { value, w: grads[0], b: grads[1], u: grads[2], c: grads[3] };
});

const passes: Readonly<Record<string, (graph: Graph) => Graph>> = {
  dropUnused,
  mergeDuplicates,
  nameOutputs,
  foldUniform,
  fillGemms,
  improve,
};

const ops = ({ nodes }: Graph) => nodes.map(({ op }) => op);
const count = (graph: Graph, op: string) => ops(graph).filter((found) => found === op).length;

test.each(Object.entries(passes))('%s leaves the numbers of a training step as they are', async (_, pass) => {
  const before = await runGraph(training);
  const after = await runGraph(pass(training));
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [name, numbers] of Object.entries(before)) {
    numbers.forEach((number, i) => {
      expect(Math.abs(after[name][i] - number)).toBeLessThan(1e-6);
    });
  }
});

test.each(Object.entries(passes))('%s leaves the graph it is given unchanged', (_, pass) => {
  const copy = structuredClone(training);
  pass(training);
  expect(training).toEqual(copy);
});

test('all passes together leave no copy, no large constant and less than three quarters of the nodes', () => {
  const improved = improve(training);
  expect(count(improved, 'Identity')).toBe(0);
  expect(Math.max(...improved.constants.map(({ data }) => data.length))).toBeLessThanOrEqual(2);
  expect(improved.nodes.length).toBeLessThan(0.75 * training.nodes.length);
});

test('foldUniform does arithmetic among numbers beforehand, rounded as float32', async () => {
  const graph = graphOf({ x: float(3) }, ({ x }) => {
    const third = tf.div(tf.ones([3]), tf.fill([3], 3));
    return { y: tf.mul(x, tf.add(third, third)), same: tf.mul(tf.div(x, 1), tf.ones([3])) };
  });
  const folded = dropUnused(foldUniform(graph));
  expect(ops(folded)).toEqual(['Mul', 'Identity', 'Identity']);
  expect(folded.constants.map(({ data }) => data)).toEqual([Float32Array.of(Math.fround(1 / 3) * 2)]);
  expect(await runGraph(folded)).toEqual(await runGraph(graph));
});

test('foldUniform spreads a row only where nothing else would', async () => {
  const graph = graphOf({ row: float(1, 3), x: float(2, 3) }, ({ row, x }) => {
    const spread = tf.mul(row, tf.ones([2, 3]));
    return { both: tf.add(spread, x), alone: tf.mul(tf.mul(row, tf.fill([2, 3], 2)), tf.mul(row, tf.ones([2, 3]))) };
  });
  const folded = dropUnused(foldUniform(graph));
  const add = folded.nodes.find(({ op }) => op === 'Add') as Node;
  expect(add.inputs).toEqual(['input/row', 'input/x']);
  expect(await runGraph(folded)).toEqual(await runGraph(graph));
});

test('mergeDuplicates computes once what is computed twice, and keeps every output', async () => {
  const graph = graphOf({ x: float(2) }, ({ x }) => ({ a: tf.add(tf.exp(x), tf.exp(x)), b: tf.exp(x) }));
  const merged = mergeDuplicates(graph);
  expect(ops(merged)).toEqual(['Exp', 'Add', 'Identity', 'Identity']);
  expect(await runGraph(merged)).toEqual(await runGraph(graph));
});

test('nameOutputs keeps the copies of inputs, of constants and of one value under two names', async () => {
  const graph = graphOf({ x: float(2) }, ({ x }) => {
    const y = tf.exp(x);
    return { x, y, again: y, constant: tf.tensor1d([1, 2]) };
  });
  const named = nameOutputs(graph);
  expect(ops(named)).toEqual(['Exp', 'Identity', 'Identity', 'Identity']);
  expect(await runGraph(named)).toEqual(await runGraph(graph));
});

test('fillGemms moves factors and addends into products that nobody else reads', async () => {
  const graph = graphOf({ x: float(2, 3), w: float(3, 4), b: float(4) }, ({ x, w, b }) => ({
    y: tf.add(tf.mul(tf.matMul(x as tf.Tensor2D, tf.mul(w, 3) as tf.Tensor2D), 0.5), b),
  }));
  const filled = fillGemms(foldUniform(graph));
  expect(ops(filled)).toEqual(['Gemm', 'Identity']);
  expect(filled.nodes[0].inputs).toEqual(['input/x', 'input/w', 'input/b']);
  expect(filled.nodes[0].attributes.alpha).toEqual({ kind: 'float', value: 1.5 });
  const [before, after] = [await runGraph(graph), await runGraph(filled)];
  before['output/y'].forEach((number, i) => {
    expect(after['output/y'][i]).toBeCloseTo(number, 6);
  });
});

test('fillGemms leaves a product that is read twice, and a row added along the wrong axis', async () => {
  const graph = graphOf({ x: float(2, 3), w: float(3, 2), b: float(1, 2, 2) }, ({ x, w, b }) => {
    const product = tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D);
    return { y: tf.add(product, b), twice: tf.mul(product, 2), product };
  });
  expect(count(fillGemms(graph), 'Add')).toBe(1);
  expect(await runGraph(fillGemms(graph))).toEqual(await runGraph(graph));
});
