import * as tf from '@tensorflow/tfjs';
import { type Case, type Draw, input } from '../case.js';

/** The gradient of gathered rows: sums of rows whose ids repeat. */
const gatherGradient = (rows: number, width: number, table: number, ids: Draw): Case => ({
  name: `gradient of ${rows} rows gathered from [${table},${width}], ids ${JSON.stringify(ids)}`,
  inputs: { table: input([table, width]), dy: input([rows, width]), ids: input([rows], 'int32', ids) },
  compute: ({ table, dy, ids }) => tf.grad((from) => tf.sum(tf.mul(tf.gather(from, ids), dy)))(table),
});

/** Ids repeat often, in few and in many segments, in whole chunks and broken ones. */
export const largeGatherGradients: readonly Case[] = [
  gatherGradient(2048, 128, 17, { integers: [0, 16] }),
  gatherGradient(2048, 128, 300, { integers: [0, 16] }),
  gatherGradient(2000, 64, 5000, { integers: [0, 4999] }),
  gatherGradient(1900, 64, 1000, { integers: [0, 3] }),
  gatherGradient(1024, 32, 50_000, { integers: [0, 49_999] }),
  gatherGradient(777, 33, 400, { values: [7] }),
];

/** Shapes at which ONNX Runtime splits its work over threads. */
export const large: readonly Case[] = [
  ...largeGatherGradients,
  {
    name: 'scatterND with repeated places',
    inputs: { places: input([2048, 1], 'int32', { integers: [0, 16] }), updates: input([2048, 128]) },
    compute: ({ places, updates }) => [tf.scatterND(places, updates, [40, 128]), tf.scatterND(places, updates, [400, 128])],
  },
  {
    name: 'tensorScatterUpdate with repeated places',
    inputs: { x: input([600, 128]), places: input([2048, 1], 'int32', { integers: [0, 16] }), updates: input([2048, 128]) },
    compute: ({ x, places, updates }) => tf.tensorScatterUpdate(x, places, updates),
  },
  {
    name: 'matrix products',
    inputs: { a: input([256, 300]), b: input([300, 200]), c: input([8, 64, 48]), d: input([8, 48, 64]) },
    compute: ({ a, b, c, d }) => [
      tf.matMul(a, b),
      tf.matMul(b, a, true, true),
      tf.matMul(c, d),
      tf.matMul(c, c, false, true),
      tf.matMul(c, c, true, false),
    ],
  },
  {
    name: 'reductions',
    inputs: { x: input([64, 65, 66]) },
    compute: ({ x }) => [
      ...[0, 1, 2, [0, 1], [0, 2], undefined].flatMap((axis) => [tf.sum(x, axis), tf.mean(x, axis), tf.max(x, axis)]),
      tf.cumsum(x, 1),
      tf.cumprod(x, 2),
      tf.argMax(x, 1),
      ...Object.values(tf.topk(x, 5)),
    ],
  },
  {
    name: 'functions and softmax',
    inputs: { x: input([512, 501]), y: input([501]) },
    compute: ({ x, y }) => [
      tf.exp(x),
      tf.tanh(x),
      tf.erf(x),
      tf.log1p(tf.abs(x)),
      tf.expm1(x),
      tf.softmax(x),
      tf.logSoftmax(x),
      tf.mul(x, y),
      tf.where(tf.greater(x, y), x, y),
      tf.transpose(x),
    ],
  },
  {
    name: 'gathers and oneHot',
    inputs: { x: input([500, 64]), ids: input([2048], 'int32', { integers: [0, 499] }) },
    compute: ({ x, ids }) => [tf.gather(x, ids), tf.oneHot(ids, 500, 1, 0, 'float32')],
  },
  {
    name: 'a convolution with both gradients',
    inputs: { x: input([8, 16, 16, 8]), filter: input([4, 4, 8, 16]) },
    compute: ({ x, filter }) => {
      const loss = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, 1)));
      return [tf.conv2d(x, filter, 2, 1), ...tf.grads(loss)([x, filter])];
    },
  },
];
