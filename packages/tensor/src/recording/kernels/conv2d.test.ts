import { fillNormal, streamAt, streamKey } from '@collapse-bench/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedNumbers, Numbers } from '../../engines/engine.js';
import { onnx } from '../../engines/onnx.js';
import { sizeOf } from '../../graph/graph.js';
import type { Program, Tensors } from '../../program/program.js';
import { record } from '../record.js';

type Shapes = Readonly<Record<string, readonly number[]>>;
type Calculation = (inputs: Tensors) => Tensors;
type Image = tf.Tensor4D;

beforeAll(() => tf.setBackend('cpu'));

/** Normal numbers for each shape, the same for the same place in the list. */
function numbersFor(shapes: Shapes): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => {
      const numbers = new Float64Array(sizeOf(shape));
      fillNormal(streamAt(streamKey(1, 'conv2d'), i), numbers);
      return [name, Float32Array.from(numbers)];
    }),
  );
}

function programOf(shapes: Shapes, calculation: Calculation): Program {
  const inputs = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, type: 'float32' as const }]));
  return { state: {}, inputs, step: (_, given) => ({ state: {}, outputs: calculation(given) }) };
}

async function recorded(shapes: Shapes, calculation: Calculation, threads = 1, runs = 1): Promise<NamedNumbers[]> {
  const compiled = await onnx.compile(programOf(shapes, calculation), {}, { threads, stepsPerCall: 1 });
  const inputs = numbersFor(shapes);
  const made: NamedNumbers[] = [];
  for (let i = 0; i < runs; i++) made.push(await compiled.run(inputs));
  await compiled.dispose();
  return made;
}

/** By the `cpu` backend of TensorFlow.js. */
function eager(shapes: Shapes, calculation: Calculation): NamedNumbers {
  return tf.tidy(() => {
    const given = Object.entries(numbersFor(shapes)).map(([name, numbers]) => [name, tf.tensor(numbers, [...shapes[name]])]);
    const made = calculation(Object.fromEntries(given));
    return Object.fromEntries(Object.entries(made).map(([name, tensor]) => [name, tensor.dataSync() as Numbers]));
  });
}

function largestDifference(a: NamedNumbers, b: NamedNumbers): number {
  expect(Object.keys(a)).toEqual(Object.keys(b));
  return Object.keys(b).reduce((largest, name) => {
    expect(a[name].length, name).toBe(b[name].length);
    return (a[name] as Float32Array).reduce((most, value, i) => Math.max(most, Math.abs(value - b[name][i])), largest);
  }, 0);
}

function sameBytes(a: NamedNumbers, b: NamedNumbers): boolean {
  const bytes = (numbers: Numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return Object.keys(a).every((name) => bytes(a[name]).equals(bytes(b[name])));
}

async function expectEqual(shapes: Shapes, calculation: Calculation): Promise<void> {
  const [found] = await recorded(shapes, calculation);
  expect(largestDifference(found, eager(shapes, calculation))).toBeLessThan(2e-4);
}

type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];

type Four = [number, number, number, number];

interface Case {
  readonly x: Four;
  readonly filter: Four;
  readonly strides: [number, number];
  readonly pad: Pad;
}

/** The convolution and what its two gradients make of `dy`. */
function convolved({ x, filter, strides, pad }: Case): { shapes: Shapes; calculation: Calculation } {
  const made = (image: tf.Tensor, kernel: tf.Tensor) =>
    tf.conv2d(image as Image, kernel as Image, strides, pad, 'NHWC', undefined, typeof pad === 'string' ? undefined : 'floor');
  const outShape = tf.tidy(() => made(tf.zeros(x), tf.zeros(filter)).shape);
  return {
    shapes: { x, filter, dy: outShape },
    calculation: ({ x: image, filter: kernel, dy }) => {
      const [dx, dFilter] = tf.grads((a: tf.Tensor, b: tf.Tensor) => made(a, b))([image, kernel], dy);
      return { y: made(image, kernel), dx, dFilter };
    },
  };
}

/** The transposed convolution and what its two gradients make of `dy`. */
function transposed({ x, filter, strides, pad }: Case): { shapes: Shapes; calculation: Calculation } {
  const rounding = typeof pad === 'string' ? undefined : 'floor';
  const from = tf.tidy(
    () => tf.conv2d(tf.zeros(x) as Image, tf.zeros(filter) as Image, strides, pad, 'NHWC', undefined, rounding).shape,
  );
  const made = (small: tf.Tensor, kernel: tf.Tensor) =>
    tf.conv2dTranspose(small as Image, kernel as Image, x, strides, pad as 'same', rounding);
  return {
    shapes: { small: from, filter, dy: x },
    calculation: ({ small, filter: kernel, dy }) => {
      const [dSmall, dFilter] = tf.grads((a: tf.Tensor, b: tf.Tensor) => made(a, b))([small, kernel], dy);
      return { y: made(small, kernel), dSmall, dFilter };
    },
  };
}

/** Strides, paddings and filters of 1 to 5, filters larger and smaller than the strides, odd sizes, many and few channels. */
const cases: readonly Case[] = [
  { x: [2, 8, 8, 1], filter: [4, 4, 1, 6], strides: [2, 2], pad: 1 },
  { x: [3, 6, 6, 5], filter: [4, 4, 5, 3], strides: [2, 2], pad: 'same' },
  { x: [2, 7, 5, 3], filter: [3, 3, 3, 4], strides: [1, 1], pad: 'same' },
  { x: [2, 7, 9, 2], filter: [5, 3, 2, 3], strides: [2, 1], pad: 'same' },
  { x: [1, 9, 7, 2], filter: [2, 2, 2, 2], strides: [3, 2], pad: 'valid' },
  { x: [2, 5, 5, 3], filter: [1, 1, 3, 4], strides: [1, 1], pad: 'valid' },
  { x: [2, 5, 6, 3], filter: [1, 1, 3, 20], strides: [2, 2], pad: 'same' },
  {
    x: [2, 6, 5, 2],
    filter: [3, 4, 2, 3],
    strides: [1, 3],
    pad: [
      [0, 0],
      [2, 0],
      [1, 3],
      [0, 0],
    ],
  },
  { x: [2, 11, 10, 1], filter: [5, 5, 1, 9], strides: [3, 3], pad: 2 },
  { x: [1, 5, 5, 2], filter: [5, 5, 2, 2], strides: [1, 1], pad: 'valid' },
  { x: [1, 3, 3, 1], filter: [4, 4, 1, 1], strides: [4, 4], pad: 'same' },
];

const label = ({ x, filter, strides, pad }: Case) => `[${x}] by [${filter}], strides ${strides}, pad ${JSON.stringify(pad)}`;

describe('a recorded convolution', () => {
  it.each(cases.map((one) => [label(one), one] as const))('is that of the cpu backend, gradients too: %s', async (_, one) => {
    const { shapes, calculation } = convolved(one);
    await expectEqual(shapes, calculation);
  });

  it.each(cases.map((one) => [label(one), one] as const))('transposed is that of the cpu backend too: %s', async (_, one) => {
    const { shapes, calculation } = transposed(one);
    await expectEqual(shapes, calculation);
  });

  it('is that of the cpu backend for any strides, pads, filters and sizes', async () => {
    const side = fc.integer({ min: 1, max: 5 });
    const pair = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
    const pads = fc.oneof(
      fc.constantFrom<Pad>('same', 'valid'),
      fc.tuple(pair, pair).map(([rows, columns]): Pad => [[0, 0], rows, columns, [0, 0]]),
    );
    const any = fc.record({
      images: fc.integer({ min: 1, max: 3 }),
      sides: fc.tuple(fc.integer({ min: 5, max: 10 }), fc.integer({ min: 5, max: 10 })),
      kernel: fc.tuple(side, side),
      channels: fc.tuple(side, fc.constantFrom(1, 2, 3, 24)),
      strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      pad: pads,
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ images, sides, kernel, channels, strides, pad }) => {
        const { shapes, calculation } = convolved({
          x: [images, ...sides, channels[0]],
          filter: [...kernel, ...channels],
          strides,
          pad,
        });
        await expectEqual(shapes, calculation);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('may be dilated', async () => {
    const shapes = { x: [2, 9, 8, 3], filter: [3, 2, 3, 4] };
    for (const dilations of [2, [1, 3], [3, 1]] as (number | [number, number])[]) {
      for (const pad of ['same', 'valid'] as const) {
        await expectEqual(shapes, ({ x, filter }) => ({
          y: tf.conv2d(x as Image, filter as Image, 1, pad, 'NHWC', dilations),
        }));
      }
    }
  });

  it('has the gradients that finite differences have', async () => {
    const shapes = { x: [1, 5, 4, 2], filter: [3, 2, 2, 3], weights: [1, 3, 2, 3] };
    const score = (x: tf.Tensor, filter: tf.Tensor, weights: tf.Tensor) =>
      tf.sum(tf.conv2d(x as Image, filter as Image, 2, 'same').mul(weights)) as tf.Scalar;
    const [{ dx, dFilter }] = await recorded(shapes, ({ x, filter, weights }) => {
      const [first, second] = tf.grads((a: tf.Tensor, b: tf.Tensor) => score(a, b, weights))([x, filter]);
      return { dx: first, dFilter: second };
    });
    const numbers = numbersFor(shapes);
    const compiled = await onnx.compile(
      programOf(shapes, ({ x, filter, weights }) => ({ score: score(x, filter, weights) })),
      {},
      { threads: 1, stepsPerCall: 1 },
    );
    // The score is linear in each: a long step has no error but rounding.
    for (const [name, gradient] of Object.entries({ x: dx, filter: dFilter })) {
      for (let i = 0; i < gradient.length; i++) {
        const [up, down] = [1, -1].map((step) => numbers[name].with(i, numbers[name][i] + step));
        const scores = [await compiled.run({ ...numbers, [name]: up }), await compiled.run({ ...numbers, [name]: down })];
        expect((scores[0].score[0] - scores[1].score[0]) / 2).toBeCloseTo(gradient[i], 3);
      }
    }
    await compiled.dispose();
  });

  it('of a batch that is cut into parts is that of the whole', async () => {
    const one: Case = { x: [31, 14, 14, 40], filter: [4, 4, 40, 48], strides: [2, 2], pad: 1 };
    const { shapes, calculation } = convolved(one);
    expect(record(programOf(shapes, calculation)).nodes.some(({ op }) => op === 'Split')).toBe(true);
    const [all] = await recorded(shapes, calculation);
    // Image by image with the same numbers.
    const each = await recorded(shapes, ({ x, filter, dy }) => {
      const images = tf.unstack(x as Image).map((image, i) => {
        const alone = image.expandDims(0);
        const [dx, dFilter] = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as Image, b as Image, 2, 1))(
          [alone, filter],
          tf.slice(dy, [i, 0, 0, 0], [1, -1, -1, -1]),
        );
        return { y: tf.conv2d(alone as Image, filter as Image, 2, 1), dx, dFilter };
      });
      return {
        y: tf.concat(images.map(({ y }) => y)),
        dx: tf.concat(images.map(({ dx }) => dx)),
        dFilter: tf.addN(images.map(({ dFilter }) => dFilter)),
      };
    });
    expect(largestDifference(all, each[0])).toBeLessThan(2e-3);
  });

  it('has the same bytes in every run with two threads', async () => {
    for (const make of [convolved, transposed]) {
      const { shapes, calculation } = make({ x: [64, 14, 14, 32], filter: [4, 4, 32, 48], strides: [2, 2], pad: 1 });
      const [first, ...others] = await recorded(shapes, calculation, 2, 20);
      for (const other of others) expect(sameBytes(first, other)).toBe(true);
    }
  });

  it('refuses images whose channels come first', () => {
    const program = programOf({ x: [1, 2, 4, 4], filter: [2, 2, 2, 1] }, ({ x, filter }) => ({
      y: tf.conv2d(x as Image, filter as Image, 1, 'valid', 'NCHW'),
    }));
    expect(() => record(program)).toThrow('expected images as NHWC, found NCHW');
  });
});
