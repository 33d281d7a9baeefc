import * as tf from '@tensorflow/tfjs';
import { type Case, type Draw, input } from '../case.js';

const types = ['float32', 'int32', 'bool'] as const;
const below = (count: number): Draw => ({ integers: [0, count - 1] });

const gathers: Case[] = [
  { x: [7, 3], indices: [5], axis: 0, batchDims: 0 },
  { x: [7, 3], indices: [2, 4], axis: 0, batchDims: 0 },
  { x: [7, 3], indices: [], axis: 0, batchDims: 0 },
  { x: [2, 5, 3], indices: [4], axis: 1, batchDims: 0 },
  { x: [2, 5, 3], indices: [2, 2], axis: -1, batchDims: 0 },
  { x: [2, 5, 3], indices: [2, 4], axis: 1, batchDims: 1 },
  { x: [2, 3, 5], indices: [2, 4], axis: 2, batchDims: 1 },
  { x: [2, 3, 5, 2], indices: [2, 3, 4], axis: 2, batchDims: 2 },
].flatMap(({ x, indices, axis, batchDims }) =>
  types.map((type) => ({
    name: `gather from ${type}[${x}] with [${indices}] along ${axis}, ${batchDims} batch axes`,
    inputs: { x: input(x, type), indices: input(indices, 'int32', below(x.at(axis)!)) },
    compute: ({ x, indices }: Record<string, any>) => tf.gather(x, indices, axis, batchDims),
    // TensorFlow.js's gradient knows at most one batch axis, before the axis itself.
    differentiable: type === 'float32' && (batchDims === 0 || (batchDims === 1 && axis === 1)) && indices.length > 0 ? ['x'] : [],
  })),
);

/** Both lowerings, rows that fill their chunks and rows that do not, and ids that belong to no segment. */
const segmentations: readonly {
  readonly rows: number;
  readonly width: readonly number[];
  readonly count: number;
  readonly ids: Draw;
}[] = [
  { rows: 9, width: [3], count: 4, ids: below(4) },
  { rows: 12, width: [], count: 5, ids: below(5) },
  { rows: 6, width: [2, 2], count: 3, ids: { integers: [-1, 3] } },
  { rows: 1, width: [3], count: 300, ids: below(300) },
  { rows: 64, width: [3], count: 300, ids: { integers: [7, 12] } },
  { rows: 61, width: [4], count: 300, ids: { integers: [3, 9] } },
  { rows: 50, width: [2, 3], count: 257, ids: { integers: [-2, 300] } },
  { rows: 40, width: [2], count: 1000, ids: { values: [999, 5, 5, 0] } },
  { rows: 33, width: [2], count: 400, ids: { values: [17] } },
  { rows: 0, width: [3], count: 4, ids: below(4) },
  { rows: 0, width: [3], count: 400, ids: below(4) },
];

const segments: Case[] = segmentations.map(({ rows, width, count, ids }) => ({
  name: `sums of ${rows} rows [${width}] in ${count} segments, ids ${JSON.stringify(ids)}`,
  inputs: { x: input([rows, ...width]), ids: input([rows], 'int32', ids) },
  compute: ({ x, ids }: Record<string, any>) => tf.unsortedSegmentSum(x, ids, count),
  tolerance: 5e-6,
  differentiable: rows > 0 && count < 10 && !(typeof ids === 'object' && 'integers' in ids && ids.integers[0] < 0) ? ['x'] : [],
}));

export const gathering: readonly Case[] = [
  ...gathers,
  ...segments,
  {
    name: 'segment sums of integers',
    inputs: { x: input([9, 2], 'int32'), ids: input([9], 'int32', below(4)) },
    compute: ({ x, ids }) => tf.unsortedSegmentSum(x, ids, 4),
  },
  {
    name: 'rows of a large table, gradient',
    inputs: { table: input([300, 2]), ids: input([24], 'int32', { integers: [3, 8] }) },
    compute: ({ table, ids }: Record<string, any>) => tf.grad((rows) => tf.sum(tf.square(tf.gather(rows, ids))))(table),
  },
  ...(['int32', 'float32', 'bool'] as const).flatMap((type): Case[] => [
    {
      name: `oneHot of ${type}, indices outside leave their rows empty`,
      inputs: { ids: input([2, 4], 'int32', { integers: [-2, 6] }) },
      compute: ({ ids }: Record<string, any>) => tf.oneHot(ids, 5, 1, 0, type),
    },
    {
      name: `gatherND from ${type}`,
      inputs: { x: input([3, 4, 2], type), pairs: input([5, 2], 'int32', below(3)), rows: input([2, 2, 1], 'int32', below(3)) },
      compute: ({ x, pairs, rows }: Record<string, any>) => [tf.gatherND(x, pairs), tf.gatherND(x, rows)],
    },
  ]),
  {
    name: 'oneHot with values',
    inputs: { ids: input([3], 'int32', below(4)) },
    compute: ({ ids }) => [tf.oneHot(ids, 4, 5, -2, 'int32'), tf.oneHot(ids, 4, 0.9, 0.1, 'float32')],
  },
  ...(['float32', 'int32'] as const).flatMap((type): Case[] => [
    {
      name: `scatterND of ${type}, repeated places add up`,
      inputs: { places: input([9, 2], 'int32', below(3)), updates: input([9, 2], type) },
      compute: ({ places, updates }: Record<string, any>) => tf.scatterND(places, updates, [3, 4, 2]),
      tolerance: 5e-6,
    },
    {
      name: `scatterND of ${type} into many places`,
      inputs: { places: input([9, 1], 'int32', { values: [4, 299, 4, 0] }), updates: input([9, 2], type) },
      compute: ({ places, updates }: Record<string, any>) => tf.scatterND(places, updates, [300, 2]),
      tolerance: 5e-6,
    },
    {
      name: `tensorScatterUpdate of ${type}, the last update of a place stays`,
      inputs: { x: input([5, 3], type), places: input([7, 1], 'int32', below(4)), updates: input([7, 3], type) },
      compute: ({ x, places, updates }: Record<string, any>) => tf.tensorScatterUpdate(x, places, updates),
    },
    {
      name: `tensorScatterUpdate of single ${type}`,
      inputs: { x: input([3, 4], type), places: input([5, 2], 'int32', below(3)), updates: input([5], type) },
      compute: ({ x, places, updates }: Record<string, any>) => tf.tensorScatterUpdate(x, places, updates),
    },
  ]),
];
