import * as tf from '@tensorflow/tfjs';
import { type Case, input } from '../case.js';

interface Convolution {
  /** [images, height, width, channels]. */
  readonly x: readonly [number, number, number, number];
  /** [height, width, channels in, channels out]. */
  readonly filter: readonly [number, number, number, number];
  readonly strides: number;
  readonly pad: 'same' | 'valid' | number;
}

const convolutions: readonly Convolution[] = [
  { x: [2, 5, 6, 2], filter: [3, 3, 2, 3], strides: 1, pad: 'same' },
  { x: [2, 6, 6, 1], filter: [4, 4, 1, 3], strides: 2, pad: 1 },
  { x: [1, 5, 5, 2], filter: [2, 2, 2, 2], strides: 2, pad: 'valid' },
  { x: [2, 3, 3, 2], filter: [1, 1, 2, 4], strides: 1, pad: 'valid' },
];

export const convolving: readonly Case[] = convolutions.flatMap(({ x, filter, strides, pad }): Case[] => [
  {
    name: `convolution of [${x}] by [${filter}], strides ${strides}, pad ${pad}`,
    inputs: { x: input(x), filter: input(filter) },
    compute: ({ x, filter }) => tf.conv2d(x, filter, strides, pad),
    tolerance: 1e-5,
    differentiable: ['x', 'filter'],
  },
  {
    name: `gradients of the convolution of [${x}] by [${filter}], strides ${strides}, pad ${pad}`,
    inputs: { x: input(x), filter: input(filter) },
    compute: ({ x, filter }) =>
      tf.grads((a, b) => tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad))))([x, filter]),
    tolerance: 5e-5,
  },
]);
