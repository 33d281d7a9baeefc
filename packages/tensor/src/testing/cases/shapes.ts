import * as tf from '@tensorflow/tfjs';
import { type Case, input } from '../case.js';

const types = ['float32', 'int32', 'bool'] as const;

/** Operations that move elements know every type; floats carry a gradient. */
const moves: Readonly<
  Record<string, { readonly shape: readonly number[]; readonly apply: (x: any) => tf.Tensor | tf.Tensor[] }>
> = {
  reshape: { shape: [3, 4], apply: (x) => tf.reshape(x, [2, -1]) },
  'reshape to a scalar': { shape: [1, 1], apply: (x) => tf.reshape(x, []) },
  'reshape of nothing': { shape: [0, 4], apply: (x) => tf.reshape(x, [2, 0, 3]) },
  expandDims: { shape: [3, 4], apply: (x) => tf.expandDims(x, -1) },
  squeeze: { shape: [3, 1, 4], apply: (x) => tf.squeeze(x, [1]) },
  transpose: { shape: [3, 4], apply: (x) => tf.transpose(x) },
  'transpose of four axes': { shape: [2, 3, 1, 4], apply: (x) => tf.transpose(x, [2, 0, 3, 1]) },
  slice: { shape: [4, 5, 2], apply: (x) => tf.slice(x, [1, 0, 1], [2, -1, 1]) },
  'slice of rows': { shape: [4, 5], apply: (x) => tf.slice(x, [2]) },
  'slice of nothing': { shape: [4, 5], apply: (x) => tf.slice(x, [2, 0], [0, 5]) },
  split: { shape: [4, 6], apply: (x) => tf.split(x, 3, 1) },
  'split into sizes': { shape: [4, 6], apply: (x) => tf.split(x, [1, 3, 2], -1) },
  unstack: { shape: [3, 2, 4], apply: (x) => tf.unstack(x, 1) },
  stack: { shape: [3, 4], apply: (x) => tf.stack([x, x, x], 1) },
  'stack at the end': { shape: [3], apply: (x) => tf.stack([x, x], -1) },
  concat: { shape: [3, 4], apply: (x) => tf.concat([x, x.slice([0, 1], [3, 2])], 1) },
  'concat with nothing': { shape: [3, 4], apply: (x) => tf.concat([x.slice([0, 0], [0, 4]), x], 0) },
  'concat of nothing': { shape: [0, 4], apply: (x) => tf.concat([x, x], 1) },
  tile: { shape: [2, 3], apply: (x) => tf.tile(x, [2, 3]) },
  broadcastTo: { shape: [3, 1], apply: (x) => tf.broadcastTo(x, [2, 3, 4]) },
  reverse: { shape: [2, 3, 4], apply: (x) => tf.reverse(x, [0, -1]) },
  'reverse of all': { shape: [2, 3], apply: (x) => tf.reverse(x) },
  pad: {
    shape: [2, 3],
    apply: (x) =>
      tf.pad(x, [
        [1, 2],
        [0, 1],
      ]),
  },
  'pad of four axes': {
    shape: [1, 2, 2, 1],
    apply: (x) =>
      tf.pad(x, [
        [0, 0],
        [1, 2],
        [2, 1],
        [0, 0],
      ]),
  },
  stridedSlice: { shape: [6, 5], apply: (x) => tf.stridedSlice(x, [1, 0], [6, 5], [2, 3]) },
  'stridedSlice backwards': { shape: [6, 5], apply: (x) => tf.stridedSlice(x, [5, 4], [0, 0], [-2, -1], 0, 3) },
  'stridedSlice that drops an axis': { shape: [6, 5], apply: (x) => tf.stridedSlice(x, [2, 1], [3, 4], [1, 1], 0, 0, 0, 0, 1) },
  'stridedSlice with a new axis': { shape: [6, 5], apply: (x) => tf.stridedSlice(x, [0, 1], [0, 4], [1, 2], 0, 0, 0, 1, 0) },
};
/** TensorFlow.js has no gradient for it. */
const withoutGradient = /^stridedSlice/;

const tables: Case[] = Object.entries(moves).flatMap(([name, { shape, apply }]) =>
  types.map((type) => ({
    name: `${name} of ${type}[${shape}]`,
    inputs: { x: input(shape, type) },
    compute: ({ x }: Record<string, tf.Tensor>) => apply(x),
    differentiable: type === 'float32' && shape.every((side) => side > 0) && !withoutGradient.test(name) ? ['x'] : [],
  })),
);

const made: Case[] = types.map((type) => ({
  name: `fill, zerosLike, onesLike and zeros of ${type}`,
  inputs: { x: input([2, 3], type) },
  compute: ({ x }: Record<string, any>) => [
    tf.zerosLike(x),
    tf.onesLike(x),
    tf.zeros([2, 2], type),
    tf.ones([3], type),
    tf.fill([2, 2], 1, type),
    tf.fill([], 1, type),
  ],
}));

export const shaping: readonly Case[] = [
  ...tables,
  ...made,
  {
    name: 'pad with a number',
    inputs: { x: input([2, 3]), i: input([4], 'int32') },
    compute: ({ x, i }) => [
      tf.pad(
        x,
        [
          [1, 0],
          [0, 2],
        ],
        -1.5,
      ),
      tf.pad(i, [[2, 1]], 7),
    ],
  },
  {
    name: 'ranges',
    inputs: {},
    compute: () => [
      tf.range(0, 5),
      tf.range(5, 0),
      tf.range(0, 1, 0.1),
      tf.range(1, 10, 3, 'int32'),
      tf.range(3, 3),
      tf.range(4, 0, -2, 'int32'),
      tf.linspace(0, 1, 7),
      tf.linspace(2, 2, 1),
    ],
  },
];
