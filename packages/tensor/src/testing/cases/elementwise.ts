import * as tf from '@tensorflow/tfjs';
import { type Case, type Draw, input } from '../case.js';

const between = (low: number, high: number): Draw => ({ between: [low, high] });

interface Function {
  readonly apply: (x: any) => tf.Tensor;
  readonly draw?: Draw;
  readonly tolerance?: number;
  /** Default true: whether TensorFlow.js has a gradient that is not 0 everywhere. */
  readonly smooth?: boolean;
  /** Drawn so when TensorFlow.js takes integers too. */
  readonly integers?: Draw;
}

const wide = { integers: [-9, 9] } as const;
const functions: Readonly<Record<string, Function>> = {
  abs: { apply: tf.abs, integers: wide },
  acos: { apply: tf.acos, draw: between(-0.9, 0.9) },
  acosh: { apply: tf.acosh, draw: between(1.2, 5) },
  asin: { apply: tf.asin, draw: between(-0.9, 0.9) },
  asinh: { apply: tf.asinh },
  atan: { apply: tf.atan, integers: wide },
  atanh: { apply: tf.atanh, draw: between(-0.7, 0.7) },
  ceil: { apply: tf.ceil, draw: between(-9, 9), smooth: false },
  cos: { apply: tf.cos, draw: between(-9, 9) },
  cosh: { apply: tf.cosh, draw: between(-3, 3) },
  elu: { apply: tf.elu, draw: between(-4, 4) },
  // TensorFlow.js's own is a rational approximation within 1.5e-7.
  erf: { apply: tf.erf, draw: between(-3, 3) },
  exp: { apply: tf.exp, draw: between(-9, 9), integers: wide },
  expm1: { apply: tf.expm1, draw: between(-3, 3), integers: wide },
  floor: { apply: tf.floor, draw: between(-9, 9), smooth: false },
  isFinite: { apply: tf.isFinite, smooth: false, integers: wide },
  isInf: { apply: tf.isInf, smooth: false, integers: wide },
  isNaN: { apply: tf.isNaN, smooth: false, integers: wide },
  leakyRelu: { apply: (x) => tf.leakyRelu(x, 0.1), integers: wide },
  log: { apply: tf.log, draw: between(0.1, 9) },
  log1p: { apply: tf.log1p, draw: between(-0.9, 9), integers: { integers: [0, 20] } },
  logSigmoid: { apply: tf.logSigmoid, draw: between(-9, 9) },
  mish: { apply: (x) => tf.mul(x, tf.tanh(tf.softplus(x))) },
  neg: { apply: tf.neg, integers: wide },
  reciprocal: { apply: tf.reciprocal, draw: between(0.3, 4), integers: { integers: [1, 9] } },
  relu: { apply: tf.relu, draw: { values: [-1.3, 0.4, 2.1, -0.2, 0.1, -3] }, integers: wide },
  relu6: { apply: tf.relu6, draw: between(-9, 9), integers: wide },
  round: { apply: tf.round, draw: between(-9, 9), smooth: false, integers: wide },
  rsqrt: { apply: tf.rsqrt, draw: between(0.3, 9) },
  selu: { apply: tf.selu, draw: between(-4, 4), integers: wide },
  sigmoid: { apply: tf.sigmoid, draw: between(-9, 9) },
  sign: { apply: tf.sign, smooth: false, integers: wide },
  sin: { apply: tf.sin, draw: between(-9, 9) },
  sinh: { apply: tf.sinh, draw: between(-3, 3) },
  softplus: { apply: tf.softplus, draw: between(-9, 9), integers: wide },
  sqrt: { apply: tf.sqrt, draw: between(0.1, 9) },
  square: { apply: tf.square, integers: wide },
  step: { apply: (x) => tf.step(x, 0.25), smooth: false },
  tan: { apply: tf.tan, draw: between(-1.2, 1.2) },
  tanh: { apply: tf.tanh, draw: between(-4, 4) },
  clip: { apply: (x) => tf.clipByValue(x, -0.5, 0.75) },
  gelu: { apply: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)), draw: between(-4, 4) },
};

const shapes: readonly (readonly number[])[] = [[], [7], [3, 4], [2, 1, 3, 2], [0, 3]];

const tables: Case[] = Object.entries(functions).flatMap(([name, { apply, draw, tolerance, smooth = true, integers }]) => [
  ...shapes.map((shape) => ({
    name: `${name} of float32[${shape}]`,
    inputs: { x: input(shape, 'float32', draw) },
    compute: ({ x }: Record<string, tf.Tensor>) => apply(x),
    tolerance,
    differentiable: smooth && shape.length === 2 && shape[0] > 0 ? ['x'] : [],
  })),
  ...(integers === undefined
    ? []
    : [
        {
          name: `${name} of int32[3,4]`,
          inputs: { x: input([3, 4], 'int32', integers) },
          compute: ({ x }: Record<string, tf.Tensor>) => apply(x),
        },
      ]),
]);

/** Values at which formulas break. */
const extremes: Readonly<Record<string, Function & { readonly values: readonly number[] }>> = {
  'exp far out': { apply: tf.exp, values: [-1000, -87, 88, 1000, -Infinity, Infinity, NaN] },
  'sigmoid far out': { apply: tf.sigmoid, values: [-1000, -80, 80, 1000, -Infinity, Infinity, NaN] },
  'tanh far out': { apply: tf.tanh, values: [-1000, -20, 20, 1000, -Infinity, Infinity, NaN] },
  'softplus far out': { apply: tf.softplus, values: [-1000, -100, -20, -14, 14, 20, 100, 1000] },
  'logSigmoid far out': { apply: tf.logSigmoid, values: [-1000, -100, -20, 20, 100, 1000] },
  'log at the edge': { apply: tf.log, values: [0, 1e-30, 1, Infinity, NaN] },
  'log1p at the edge': { apply: tf.log1p, values: [-1, 0, 1e30, Infinity, NaN] },
  'expm1 far out': { apply: tf.expm1, values: [-1000, -40, 0, 40, 88, 1000, -Infinity, Infinity, NaN] },
  'sqrt at the edge': { apply: tf.sqrt, values: [0, 1e-30, Infinity, NaN] },
  'round of halves': { apply: tf.round, values: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5] },
  'relu of no number': { apply: tf.relu, values: [NaN, Infinity, -Infinity, 0] },
  'isNaN of each': { apply: tf.isNaN, values: [NaN, Infinity, -Infinity, 0, 1] },
  'isInf of each': { apply: tf.isInf, values: [NaN, Infinity, -Infinity, 0, 1] },
  'isFinite of each': { apply: tf.isFinite, values: [NaN, Infinity, -Infinity, 0, 1] },
  'abs of each': { apply: tf.abs, values: [NaN, Infinity, -Infinity, -0] },
  // As parts of their own size: both are as small as their argument.
  'log1p near 0, scaled': {
    apply: (x) => tf.div(tf.log1p(x), x),
    values: [1e-30, -1e-20, 1e-10, -1e-7, 6e-8, 1.2e-7, -3e-6, 1e-4, -1e-3, 0.01, -0.3],
    tolerance: 5e-7,
  },
  'expm1 near 0, scaled': {
    apply: (x) => tf.div(tf.expm1(x), x),
    values: [1e-30, -1e-20, 1e-10, -1e-7, 6e-8, 1.2e-7, -3e-6, 1e-4, -1e-3, 0.01, -0.3],
    tolerance: 5e-7,
  },
};

const edges: Case[] = Object.entries(extremes).map(([name, { apply, values, tolerance }]) => ({
  name,
  inputs: { x: input([values.length], 'float32', { values }) },
  compute: ({ x }: Record<string, tf.Tensor>) => apply(x),
  tolerance,
}));

const types = ['float32', 'int32', 'bool'] as const;
const casts: Case[] = types.flatMap((from) =>
  types.map((to) => ({
    name: `cast of ${from} to ${to}`,
    inputs: { x: input([9], from, from === 'float32' ? { values: [-2.7, -1, -0.5, 0, 0.5, 0.9, 1, 2.7, 1e6] } : undefined) },
    compute: ({ x }: Record<string, tf.Tensor>) => tf.cast(x, to),
  })),
);

export const elementwise: readonly Case[] = [
  ...tables,
  ...edges,
  ...casts,
  {
    name: 'prelu with a slope for each column',
    inputs: { x: input([3, 4]), slope: input([4], 'float32', between(0.1, 0.5)) },
    compute: ({ x, slope }) => tf.prelu(x, slope),
    differentiable: ['x', 'slope'],
  },
  { name: 'prelu of integers', inputs: { x: input([3, 4], 'int32') }, compute: ({ x }) => tf.prelu(x, tf.scalar(0.5)) },
  { name: 'logicalNot', inputs: { x: input([5], 'bool') }, compute: ({ x }) => tf.logicalNot(x) },
  { name: 'clip of integers', inputs: { x: input([9], 'int32') }, compute: ({ x }) => tf.clipByValue(x, -3, 4) },
  { name: 'a clone', inputs: { x: input([3]) }, compute: ({ x }) => tf.clone(x) },
  {
    name: 'the gradient of elu',
    inputs: { x: input([9], 'float32', between(-4, 4)) },
    compute: ({ x }) => tf.grad((at) => tf.sum(tf.elu(at)))(x),
  },
  {
    name: 'step of integers',
    inputs: { x: input([9], 'int32') },
    compute: ({ x }) => tf.step(x),
  },
];
