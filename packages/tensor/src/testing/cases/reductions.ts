import * as tf from '@tensorflow/tfjs';
import { type Case, type Draw, input } from '../case.js';

type Reduce = (x: any, axis?: any, keepDims?: boolean) => tf.Tensor;

const reductions: Readonly<
  Record<string, { readonly apply: Reduce; readonly types: readonly ('float32' | 'int32' | 'bool')[] }>
> = {
  sum: { apply: tf.sum, types: ['float32', 'int32', 'bool'] },
  mean: { apply: tf.mean, types: ['float32', 'int32', 'bool'] },
  prod: { apply: tf.prod, types: ['float32', 'int32', 'bool'] },
  max: { apply: tf.max, types: ['float32', 'int32', 'bool'] },
  min: { apply: tf.min, types: ['float32', 'int32', 'bool'] },
  all: { apply: tf.all, types: ['bool'] },
  any: { apply: tf.any, types: ['bool'] },
  logSumExp: { apply: tf.logSumExp, types: ['float32'] },
  euclideanNorm: { apply: (x, axis, keepDims) => tf.norm(x, 'euclidean', axis, keepDims), types: ['float32'] },
};
const axes = [undefined, 0, 1, -1, [0, 2], [1, 2], [2, 0, 1]] as const;

const drawn: Readonly<Record<string, Draw | undefined>> = {
  // Far enough apart for finite differences of the largest.
  float32: { values: Array.from({ length: 24 }, (_, i) => ((i * 7) % 24) / 8 - 1.45) },
  int32: { integers: [1, 3] },
};

const tables: Case[] = Object.entries(reductions).flatMap(([name, { apply, types }]) =>
  types.flatMap((type) => [
    ...axes
      .filter((axis) => !(name === 'euclideanNorm' && Array.isArray(axis) && axis.length > 2))
      .flatMap((axis) =>
        [false, true].map((keepDims) => ({
          name: `${name} of ${type}[3,4,2] over ${axis ?? 'all'}${keepDims ? ', kept' : ''}`,
          inputs: { x: input([3, 4, 2], type, drawn[type]) },
          compute: ({ x }: Record<string, tf.Tensor>) => apply(x, axis, keepDims),
          tolerance: 5e-6,
          differentiable:
            type === 'float32' && (name !== 'prod' || axis === 0) && !(keepDims && Array.isArray(axis)) ? ['x'] : [],
        })),
      ),
    {
      name: `${name} of ${type}[]`,
      inputs: { x: input([], type) },
      compute: ({ x }: Record<string, tf.Tensor>) => apply(x),
    },
  ]),
);

const places: Case[] = (['float32', 'int32', 'bool'] as const).flatMap((type) =>
  [0, 1, -1].map((axis) => ({
    name: `argMax and argMin of ${type}[5,6,2] along ${axis}, ties to the first`,
    inputs: { x: input([5, 6, 2], type, type === 'bool' ? undefined : { integers: [-2, 2] }) },
    compute: ({ x }: Record<string, any>) => [tf.argMax(x, axis), tf.argMin(x, axis)],
  })),
);

const cumulative: Case[] = (['float32', 'int32'] as const).flatMap((type) =>
  [false, true].flatMap((exclusive) =>
    [false, true].flatMap((reverse) =>
      [
        { shape: [7], axis: 0 },
        { shape: [3, 5], axis: 1 },
        { shape: [2, 6, 3], axis: 1 },
        { shape: [4, 2], axis: 0 },
        { shape: [3, 1], axis: 1 },
      ].map(({ shape, axis }) => ({
        name: `cumulative sum and product of ${type}[${shape}] along ${axis}${exclusive ? ', exclusive' : ''}${reverse ? ', reverse' : ''}`,
        inputs: { x: input(shape, type, type === 'int32' ? { integers: [-2, 2] } : undefined) },
        compute: ({ x }: Record<string, any>) => [
          tf.cumsum(x, axis, exclusive, reverse),
          tf.cumprod(x, axis, exclusive, reverse),
        ],
      })),
    ),
  ),
);

export const reducing: readonly Case[] = [
  ...tables,
  ...places,
  ...cumulative,
  {
    name: 'the gradient of a cumulative sum',
    inputs: { x: input([3, 4]) },
    compute: ({ x }) => tf.cumsum(x, 1, true, true),
    differentiable: ['x'],
  },
  { name: 'sum of nothing', inputs: { x: input([0, 3]) }, compute: ({ x }) => [tf.sum(x, 0), tf.sum(x)] },
  ...(['float32', 'int32'] as const).map((type) => ({
    name: `topk of ${type}, ties to the first`,
    inputs: { x: input([3, 9], type, { integers: [-3, 3] }) },
    compute: ({ x }: Record<string, tf.Tensor>) => Object.values(tf.topk(x, 4)),
  })),
  { name: 'topk of all', inputs: { x: input([9]) }, compute: ({ x }) => Object.values(tf.topk(x, 9)) },
  {
    name: 'moments',
    inputs: { x: input([3, 4]) },
    compute: ({ x }) => Object.values(tf.moments(x, 1, true)),
  },
];
