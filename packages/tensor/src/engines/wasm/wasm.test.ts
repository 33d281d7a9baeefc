import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../compile.js';
import type { TensorSpec } from '../../program/program.js';
import { registerKernels } from '../../recording/kernels/index.js';
import type { EngineName } from '../names.js';
import { onBackend } from '../tf-backend.js';

type Given = Readonly<Record<string, { readonly spec: TensorSpec; readonly numbers: Float32Array | Int32Array }>>;

const floats = (...shape: number[]) => {
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    spec: { shape, type: 'float32' as const },
    numbers: Float32Array.from({ length: size }, (_, i) => ((i * 31) % 17) / 8 - 1),
  };
};
const integers = (...values: number[]) => ({
  spec: { shape: [values.length], type: 'int32' as const },
  numbers: Int32Array.from(values),
});

async function outputOn(engine: EngineName, given: Given, compute: (tensors: any) => tf.Tensor): Promise<number[]> {
  const inputs = Object.fromEntries(Object.entries(given).map(([name, { spec }]) => [name, spec]));
  const compiled = await compile(
    { state: {}, inputs, step: (_, tensors) => ({ state: {}, outputs: { y: compute(tensors) } }) },
    {},
    { engine },
  );
  const { y } = await compiled.run(Object.fromEntries(Object.entries(given).map(([name, { numbers }]) => [name, numbers])));
  await compiled.dispose();
  return Array.from(y);
}

async function expectAsOnCpu(given: Given, compute: (tensors: any) => tf.Tensor): Promise<void> {
  const expected = await outputOn('cpu', given, compute);
  const found = await outputOn('wasm', given, compute);
  expect(found.length).toBe(expected.length);
  const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]) / (1 + Math.abs(expected[i]))), 0);
  expect(worst).toBeLessThan(2e-6);
}

describe('the wasm backend', () => {
  beforeAll(async () => {
    await outputOn('wasm', { x: floats(1) }, ({ x }) => x);
    registerKernels();
  });

  test('is the build with SIMD and without threads', () => {
    expect(tf.env().get('WASM_HAS_SIMD_SUPPORT')).toBe(true);
    expect(tf.env().get('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(false);
  });

  test('has every kernel that can be recorded', () => {
    const names = (backend: string) => tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
    const own = new Set(names('wasm'));
    expect(names('recording').length).toBeGreaterThan(40);
    expect(names('recording').filter((name) => !own.has(name))).toEqual([]);
  });

  test('needs no waiting when it is chosen', () => {
    expect(onBackend('wasm', () => Array.from(tf.tidy(() => tf.tensor1d([1, 2]).add(1).dataSync())))).toEqual([2, 3]);
  });
});

describe('products of transposed matrices', () => {
  test.each([
    [true, false, [4, 3], [4, 5]],
    [false, true, [3, 4], [5, 4]],
    [true, true, [4, 3], [5, 4]],
    [true, false, [2, 4, 3], [2, 4, 5]],
    [false, true, [2, 3, 4], [1, 5, 4]],
    [true, true, [1, 2, 4, 3], [2, 2, 5, 4]],
  ])('transposed %s and %s, shapes %j and %j', async (transposeA, transposeB, a, b) => {
    await expectAsOnCpu({ a: floats(...a), b: floats(...b) }, (given) => tf.matMul(given.a, given.b, transposeA, transposeB));
  });

  test('their gradients', async () => {
    const gradient = tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b, true, true).square());
    await expectAsOnCpu({ a: floats(6, 3), b: floats(5, 6) }, ({ a, b }) => {
      const [da, db] = gradient([a, b]);
      return tf.concat([da.flatten(), db.flatten()]);
    });
  });
});

describe('sums of products by an equation', () => {
  test.each([
    ['ij,jk->ik', [3, 4], [4, 5]],
    ['bij,bkj->bik', [2, 3, 4], [2, 5, 4]],
    ['bhqd,bhkd->bhqk', [2, 2, 3, 4], [2, 2, 5, 4]],
    ['ij,ij->', [3, 4], [3, 4]],
    ['i,j->ji', [3], [4]],
  ])('%s', async (equation, a, b) => {
    await expectAsOnCpu({ a: floats(...a), b: floats(...b) }, (given) => tf.einsum(equation, given.a, given.b));
  });
});

describe('sums by segment', () => {
  test('rows of a segment are added; rows of no segment are left out', async () => {
    const ids = integers(2, 0, 2, -1, 3, 9, 0);
    await expectAsOnCpu({ x: floats(7, 3), ids }, ({ x, ids }) => tf.unsortedSegmentSum(x, ids, 4));
    const found = await outputOn('wasm', { x: floats(7), ids }, ({ x, ids }) => tf.unsortedSegmentSum(x, ids, 4));
    const { numbers } = floats(7);
    expect(found).toEqual([numbers[1] + numbers[6], 0, numbers[0] + numbers[2], numbers[4]]);
  });

  test('integers add up to floats', async () => {
    const given = { x: integers(1, 2, 3), ids: integers(1, 1, 0) };
    expect(await outputOn('wasm', given, ({ x, ids }) => tf.unsortedSegmentSum(x, ids, 2))).toEqual([3, 3]);
  });
});

describe('gradients of a convolution with respect to its filter', () => {
  test.each([
    [[2, 7, 6, 3], [3, 3, 3, 4], 1, 'same'],
    [[2, 7, 6, 3], [3, 2, 3, 4], 1, 'valid'],
    [[1, 8, 8, 2], [4, 4, 2, 5], 2, 'same'],
    [[1, 9, 8, 2], [4, 4, 2, 5], 2, 'valid'],
    [[3, 5, 5, 1], [3, 3, 1, 2], [2, 1], 'same'],
    [[2, 6, 6, 2], [3, 3, 2, 2], 1, 1],
    [[2, 4, 4, 3], [1, 1, 3, 2], 1, 'valid'],
  ] as const)('images %j, filter %j, strides %j, padding %s', async (image, filter, strides, pad) => {
    await expectAsOnCpu({ x: floats(...image), filter: floats(...filter) }, ({ x, filter }) =>
      tf.grad((w: tf.Tensor) => tf.conv2d(x, w as tf.Tensor4D, strides as number, pad).square())(filter),
    );
  });
});
