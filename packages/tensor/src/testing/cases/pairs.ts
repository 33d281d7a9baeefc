import * as tf from '@tensorflow/tfjs';
import { type Case, type Draw, input } from '../case.js';

type Shapes = readonly [readonly number[], readonly number[]];

/** Every way in which two shapes can meet. */
const broadcasts: readonly Shapes[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[4], [3, 4]],
  [
    [3, 1],
    [1, 4],
  ],
  [[], [3, 4]],
  [[3, 4], []],
  [[], []],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [
    [2, 1, 2, 1, 3],
    [1, 2, 1, 2, 1],
  ],
  [[1], [5]],
  [
    [0, 3],
    [1, 3],
  ],
  [[2, 0], []],
];

interface Pair {
  readonly apply: (a: any, b: any) => tf.Tensor;
  readonly float?: { readonly a?: Draw; readonly b?: Draw; readonly smooth?: boolean | 'a'; readonly tolerance?: number };
  readonly int?: { readonly a?: Draw; readonly b?: Draw };
  readonly bool?: true;
  /** TensorFlow.js forgets to add up the gradient over what was broadcast. */
  readonly equalShapesOnly?: true;
}

const nonzero: Draw = { values: [3, -2, 5, -7, 1, 2, -1, 4, 9] };
const away: Draw = { between: [0.5, 3] };
const few: Draw = { integers: [-2, 2] };

const pairs: Readonly<Record<string, Pair>> = {
  add: { apply: tf.add, float: {}, int: {} },
  sub: { apply: tf.sub, float: {}, int: {} },
  mul: { apply: tf.mul, float: {}, int: {}, bool: true },
  div: { apply: tf.div, float: { b: away } },
  divNoNan: { apply: tf.divNoNan, float: { b: { values: [0, 1.5, -2] }, smooth: false } },
  floorDiv: { apply: tf.floorDiv, float: { b: away, smooth: false }, int: { b: nonzero } },
  // By b it jumps too often for finite differences.
  mod: {
    apply: tf.mod,
    float: { a: { between: [-9, 9] }, b: { values: [1.3, -2.1, 0.7] }, smooth: 'a' },
    int: { b: nonzero },
  },
  pow: {
    apply: tf.pow,
    float: { a: { between: [0.3, 3] }, b: { between: [-2, 3] }, tolerance: 4e-6 },
    int: { a: few, b: { integers: [0, 5] } },
  },
  maximum: { apply: tf.maximum, float: {}, int: {}, bool: true, equalShapesOnly: true },
  minimum: { apply: tf.minimum, float: {}, int: {}, bool: true, equalShapesOnly: true },
  squaredDifference: { apply: tf.squaredDifference, float: {}, int: {}, equalShapesOnly: true },
  atan2: { apply: tf.atan2, float: { a: away } },
  equal: { apply: tf.equal, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  notEqual: { apply: tf.notEqual, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  greater: { apply: tf.greater, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  greaterEqual: { apply: tf.greaterEqual, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  less: { apply: tf.less, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  lessEqual: { apply: tf.lessEqual, float: { a: few, b: few, smooth: false }, int: { a: few, b: few }, bool: true },
  logicalAnd: { apply: tf.logicalAnd, bool: true },
  logicalOr: { apply: tf.logicalOr, bool: true },
  logicalXor: { apply: tf.logicalXor, bool: true },
};

function casesOf(name: string, { apply, float, int, bool, equalShapesOnly }: Pair): Case[] {
  const compute = ({ a, b }: Record<string, tf.Tensor>) => apply(a, b);
  return broadcasts.flatMap(([left, right]) => {
    const named = (type: string) => `${name} of ${type}[${left}] and [${right}]`;
    const full = [...left, ...right].every((side) => side > 0);
    const smooth = float?.smooth !== false && full && (!equalShapesOnly || `${left}` === `${right}`);
    return [
      ...(float === undefined
        ? []
        : [
            {
              name: named('float32'),
              inputs: { a: input(left, 'float32', float.a), b: input(right, 'float32', float.b) },
              compute,
              tolerance: float.tolerance,
              differentiable: !smooth ? [] : float.smooth === 'a' ? ['a'] : ['a', 'b'],
            },
          ]),
      ...(int === undefined
        ? []
        : [{ name: named('int32'), inputs: { a: input(left, 'int32', int.a), b: input(right, 'int32', int.b) }, compute }]),
      ...(bool === undefined
        ? []
        : [{ name: named('bool'), inputs: { a: input(left, 'bool'), b: input(right, 'bool') }, compute }]),
    ];
  });
}

const mixed = { f: input([3, 4]), i: input([4], 'int32'), b: input([3, 1], 'bool') };

export const binary: readonly Case[] = [
  ...Object.entries(pairs).flatMap(([name, pair]) => casesOf(name, pair)),
  {
    name: 'arithmetic of mixed types',
    inputs: mixed,
    compute: ({ f, i, b }) => [tf.add(f, i), tf.mul(i, b), tf.mul(f, b), tf.sub(i, b), tf.pow(tf.abs(f), i), tf.maximum(f, i)],
    tolerance: 1e-5,
  },
  {
    name: 'integers divided by 0',
    inputs: { a: input([9], 'int32'), b: input([9], 'int32', { values: [0, 2, -3] }) },
    compute: ({ a, b }) => [tf.floorDiv(a, b), tf.mod(a, b), tf.div(a, b)],
  },
  {
    name: 'integers divided by a constant',
    inputs: { a: input([19], 'int32') },
    compute: ({ a }) => [tf.floorDiv(a, tf.scalar(-4, 'int32')), tf.mod(a, tf.scalar(4, 'int32'))],
  },
  {
    name: 'atan2 on the axes',
    inputs: {
      y: input([8], 'float32', { values: [0, 1, 0, -1, 1, -1, 0, 2] }),
      x: input([8], 'float32', { values: [1, 0, -1, 0, -1, -1, 0, 3] }),
    },
    compute: ({ y, x }) => tf.atan2(y, x),
  },
  {
    name: 'maximum and minimum of no number',
    inputs: { a: input([4], 'float32', { values: [NaN, 1, Infinity, -Infinity] }), b: input([4]) },
    compute: ({ a, b }) => [tf.maximum(a, b), tf.minimum(a, b), tf.maximum(b, a), tf.minimum(b, a)],
  },
  {
    name: 'sum of several float32',
    inputs: { a: input([2, 3]), b: input([2, 3]), c: input([2, 3]) },
    compute: ({ a, b, c }) => tf.addN([a, b, c]),
    differentiable: ['a', 'c'],
  },
  {
    name: 'sum of several int32',
    inputs: { a: input([2, 3], 'int32'), b: input([2, 3], 'int32'), c: input([2, 3], 'int32') },
    compute: ({ a, b, c }) => tf.addN([a, b, c]),
  },
  ...(['float32', 'int32', 'bool'] as const).map((type) => ({
    name: `where of ${type}, broadcast`,
    inputs: { condition: input([3, 1], 'bool'), a: input([3, 4], type), b: input([4], type) },
    compute: ({ condition, a, b }: Record<string, any>) => tf.where(condition, a, b),
    differentiable: type === 'float32' ? ['a'] : [],
  })),
  {
    name: 'where of two types',
    inputs: { condition: input([4], 'bool'), a: input([4]), b: input([4], 'int32') },
    compute: ({ condition, a, b }) => tf.where(condition, a, b),
  },
];
