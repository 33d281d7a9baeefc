import * as tf from '@tensorflow/tfjs';
import { type Case, input } from '../case.js';

interface Product {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** TensorFlow.js has no gradient of products whose batch axes broadcast. */
  readonly broadcast?: boolean;
}

const products: readonly Product[] = [
  { a: [3, 4], b: [4, 5] },
  { a: [4, 3], b: [4, 5], transposeA: true },
  { a: [3, 4], b: [5, 4], transposeB: true },
  { a: [4, 3], b: [5, 4], transposeA: true, transposeB: true },
  { a: [1, 4], b: [4, 1] },
  { a: [2, 3, 4], b: [2, 4, 5] },
  { a: [2, 4, 3], b: [2, 4, 5], transposeA: true },
  { a: [2, 3, 4], b: [2, 5, 4], transposeB: true },
  { a: [2, 4, 3], b: [2, 5, 4], transposeA: true, transposeB: true },
  { a: [2, 2, 3, 4], b: [2, 2, 5, 4], transposeB: true },
  { a: [1, 3, 4], b: [1, 4, 2] },
  { a: [2, 3, 4], b: [4, 5], broadcast: true },
  { a: [2, 3, 4], b: [5, 4], transposeB: true, broadcast: true },
  { a: [0, 4], b: [4, 5], broadcast: true },
  { a: [3, 0], b: [0, 5], broadcast: true },
];

const tables: Case[] = products.flatMap(({ a, b, transposeA = false, transposeB = false, broadcast }) =>
  (['float32', 'int32'] as const).map((type) => ({
    name: `product of ${type}[${a}]${transposeA ? "'" : ''} and [${b}]${transposeB ? "'" : ''}`,
    inputs: { a: input(a, type), b: input(b, type) },
    compute: ({ a, b }: Record<string, any>) => tf.matMul(a, b, transposeA, transposeB),
    tolerance: 5e-6,
    differentiable: type === 'float32' && !broadcast ? ['a', 'b'] : [],
  })),
);

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
const fused: Case[] = activations.flatMap((activation) =>
  [[5], [1, 5], [2, 3, 5]].map((bias) => ({
    name: `fused product with a bias [${bias}] and ${activation}`,
    inputs: {
      a: input([...(bias.length > 2 ? [2] : []), 3, 4]),
      b: input([...(bias.length > 2 ? [2] : []), 4, 5]),
      bias: input(bias),
      slopes: input([5]),
    },
    compute: ({ a, b, bias, slopes }: Record<string, any>) =>
      tf.fused.matMul({ a, b, bias, activation, preluActivationWeights: activation === 'prelu' ? slopes : undefined }),
    tolerance: 5e-6,
    differentiable: bias.length === 1 ? ['a', 'b', 'bias'] : [],
  })),
);

const einsums: readonly (readonly [string, ...(readonly number[])[]])[] = [
  ['ij,jk->ik', [2, 3], [3, 4]],
  ['bij,bjk->bik', [2, 2, 3], [2, 3, 4]],
  ['bhqd,bhkd->bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
  ['ij->ji', [2, 3]],
  ['ij->i', [2, 3]],
  ['i,j->ij', [3], [4]],
  ['ij,ij->', [2, 3], [2, 3]],
];

export const multiplying: readonly Case[] = [
  ...tables,
  ...fused,
  ...einsums.map(([equation, ...shapes]) => ({
    name: `einsum ${equation}`,
    inputs: Object.fromEntries(shapes.map((shape, i) => [String(i), input(shape)])),
    compute: (tensors: Record<string, any>) => tf.einsum(equation, ...Object.values(tensors)),
    tolerance: 5e-6,
  })),
  {
    name: 'fused product without a bias',
    inputs: { a: input([3, 4]), b: input([4, 2]) },
    compute: ({ a, b }) => tf.fused.matMul({ a, b, activation: 'relu' }),
  },
  {
    name: 'dot of vectors',
    inputs: { a: input([4]), b: input([4]) },
    compute: ({ a, b }) => tf.dot(a, b),
    differentiable: ['a'],
  },
];

export const normalizing: readonly Case[] = [
  ...[
    [3, 4],
    [2, 3, 5],
  ].map((shape) => ({
    name: `softmax and logSoftmax of [${shape}]`,
    inputs: { x: input(shape) },
    compute: ({ x }: Record<string, any>) => [tf.softmax(x), tf.logSoftmax(x)],
    differentiable: ['x'],
  })),
  {
    name: 'softmax and logSoftmax of far numbers',
    inputs: { x: input([2, 3], 'float32', { values: [1000, 0, -1000, 90, 89, -1e30] }) },
    compute: ({ x }) => [tf.softmax(x), tf.logSoftmax(x)],
  },
  {
    name: 'batch normalization',
    inputs: {
      x: input([3, 2, 4]),
      mean: input([4]),
      variance: input([4], 'float32', { between: [0.5, 2] }),
      offset: input([4]),
      scale: input([4]),
    },
    compute: ({ x, mean, variance, offset, scale }) => tf.batchNorm(x, mean, variance, offset, scale, 1e-3),
    tolerance: 5e-6,
    differentiable: ['x', 'mean', 'variance', 'offset', 'scale'],
  },
  {
    name: 'batch normalization without offset and scale',
    inputs: { x: input([3, 4]), mean: input([4]), variance: input([4], 'float32', { between: [0.5, 2] }) },
    compute: ({ x, mean, variance }) => tf.batchNorm(x, mean, variance),
    tolerance: 5e-6,
  },
  {
    name: 'layer normalization',
    inputs: { x: input([3, 6]), scale: input([6]), offset: input([6]) },
    compute: ({ x, scale, offset }) => {
      const centred = tf.sub(x, tf.mean(x, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5))), scale), offset);
    },
    tolerance: 5e-6,
    differentiable: ['x', 'scale', 'offset'],
  },
];
