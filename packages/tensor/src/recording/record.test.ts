import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { Program, TensorSpecs, Tensors } from '../program/program.js';
import { record } from './record.js';

const vector = { shape: [3], type: 'float32' } as const;

function program(step: (inputs: Tensors, state: Tensors) => Tensors, inputs: TensorSpecs = { x: vector }): Program {
  return { state: {}, inputs, step: (state, given) => ({ state: {}, outputs: step(given, state) }) };
}

function thrown(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected an error, found none');
}

describe('a recorded graph', () => {
  test('has the state and the inputs of the program, and its nodes stand after what they use', () => {
    const graph = record({
      state: { w: vector },
      inputs: { x: vector },
      step: ({ w }, { x }) => ({ state: { w: tf.sub(w, tf.mul(x, 0.1)) }, outputs: { sum: tf.sum(w) } }),
    });
    expect(graph.inputs.map(({ name, shape }) => `${name}[${shape}]`)).toEqual(['state/w[3]', 'input/x[3]']);
    expect(graph.outputs.map(({ name, shape }) => `${name}[${shape}]`)).toEqual(['next/w[3]', 'output/sum[]']);
    const known = new Set([...graph.inputs, ...graph.constants].map(({ name }) => name));
    for (const { inputs, outputs } of graph.nodes) {
      for (const name of inputs) expect(known.has(name) || name === '').toBe(true);
      for (const { name } of outputs) known.add(name);
    }
  });

  test('is the same when the program is recorded again', () => {
    const twice = program(({ x }) => ({ y: tf.softmax(tf.mul(x, 2)) }));
    expect(record(twice)).toEqual(record(twice));
  });

  test('leaves the backend in use as it was, also after an error', () => {
    tf.setBackend('cpu');
    record(program(({ x }) => ({ y: x.neg() })));
    expect(tf.getBackend()).toBe('cpu');
    expect(() => record(program(({ x }) => ({ y: tf.scalar(x.dataSync()[0]) })))).toThrow();
    expect(tf.getBackend()).toBe('cpu');
  });

  test('keeps no tensor of TensorFlow.js alive', () => {
    const before = tf.memory().numTensors;
    record(program(({ x }) => ({ y: tf.grad((a) => tf.sum(tf.exp(a)))(x) })));
    expect(() => record(program(({ x }) => ({ y: tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D) })))).toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('has no ScatterND that adds: its sums are wrong with more than one thread when indices repeat', () => {
    const graph = record(
      program(
        ({ x, ids }) => ({
          a: tf.grad((table) => tf.sum(tf.gather(table, ids as tf.Tensor1D)))(x),
          b: tf.scatterND(tf.reshape(ids, [9, 1]), tf.ones([9]), [500]),
          c: tf.tensorScatterUpdate(x, tf.reshape(ids, [9, 1]), tf.ones([9, 4])),
        }),
        { x: { shape: [500, 4], type: 'float32' }, ids: { shape: [9], type: 'int32' } },
      ),
    );
    expect(graph.nodes.filter(({ op }) => op === 'ScatterND')).toEqual([]);
    expect(
      graph.nodes.filter(({ op }) => op === 'ScatterElements').every(({ attributes }) => attributes.reduction !== undefined),
    ).toBe(true);
  });
});

describe('a program that cannot be recorded', () => {
  test.each([
    ['dataSync', (x: tf.Tensor) => tf.scalar(x.dataSync()[0])],
    ['arraySync', (x: tf.Tensor) => tf.tensor(x.arraySync())],
    ['a branch on a number', (x: tf.Tensor) => (tf.sum(x).dataSync()[0] > 0 ? x : tf.neg(x))],
  ])('reads a value: %s', (_, step) => {
    expect(() => record(program(({ x }) => ({ y: step(x) })))).toThrow(
      /a value was read while the program was recorded .* expected tensor operations only/,
    );
  });

  test('may read what it made from numbers, which never changes', () => {
    expect(() => record(program(({ x }) => ({ y: tf.mul(x, tf.tensor([2, 3, 4]).dataSync()[1]) })))).not.toThrow();
  });

  test('calls an operation without a kernel: the error names it and the line', () => {
    const folded = program(({ x }) => ({ y: tf.mirrorPad(x, [[1, 1]], 'reflect') }));
    expect(() => record(folded)).toThrow(
      /have a kernel for recording, found MirrorPad: write it with .* \(called at .*record\.test\.ts:\d+:\d+/,
    );
  });

  const unfit: readonly (readonly [string, (x: tf.Tensor) => tf.Tensor, RegExp])[] = [
    [
      'matMul',
      (x) => tf.matMul(x.reshape([1, 3]), x.reshape([1, 3])),
      /a product of as many columns as rows, found \[1,3\] and \[1,3\]/,
    ],
    ['add', (x) => tf.add(x, tf.ones([4])), /could not be broadcast together with shapes 3 and 4/],
    ['reshape', (x) => tf.reshape(x, [4]), /Size\(3\) must match the product of shape 4/],
    ['concat', (x) => tf.concat([x.reshape([1, 3]), tf.ones([1, 4])], 0), /Shape of tensors\[1\] \(1,4\) does not match/],
    ['slice', (x) => tf.slice(x, [1], [5]), /begin\[0\] \+ size\[0\] \(6\) would overflow/],
    ['sum', (x) => tf.sum(x, 1), /axis param must be in range \[-1, 1\)/],
    ['einsum', (x) => tf.einsum('i,i->i', x, tf.ones([4])), /Expected dimension 3 at axis 0 .* got dimension 4/],
    ['split', (x) => tf.split(x, 2)[0], /Number of splits must evenly divide the axis/],
    [
      'unsortedSegmentSum',
      (x) => tf.unsortedSegmentSum(x, tf.tensor1d([0, 1], 'int32'), 2),
      /expected an id for each of 3 rows, found \[2\]/,
    ],
    ['gatherND', (x) => tf.gatherND(x, tf.zeros([2, 2], 'int32')), /index innermost dimension length must be <= tensor rank/],
  ];
  test.each(unfit)('does not fit in %s: the error says what and where', (_, step, message) => {
    const error = thrown(() => record(program(({ x }) => ({ y: step(x) }))));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/\(called at .*record\.test\.ts:\d+:\d+/);
  });

  test('uses a tensor from outside', () => {
    tf.setBackend('cpu');
    const outside = tf.tensor([1, 2, 3]);
    expect(() => record(program(({ x }) => ({ y: tf.add(x, outside) })))).toThrow(
      /expected a tensor of this recording, found one that was made outside of it: give it to the program as an input/,
    );
    expect(() => record(program(() => ({ y: outside })))).toThrow(/made outside/);
    outside.dispose();
  });

  test('uses a tensor of an earlier recording', () => {
    let kept: tf.Tensor | undefined;
    record(
      program(({ x }) => {
        kept = tf.keep(tf.exp(x));
        return { y: kept };
      }),
    );
    expect(() => record(program(({ x }) => ({ y: tf.add(x, kept!) })))).toThrow(/made outside/);
    kept!.dispose();
  });

  test.each([
    ['string', () => tf.tensor(['a', 'b'])],
    ['complex64', () => tf.complex([1], [2])],
  ])('uses %s', (dtype, make) => {
    expect(() => record(program(() => ({ y: make() })))).toThrow(
      new RegExp(`expected .*(float32, int32 or bool, found ${dtype}|found Complex)`),
    );
  });

  test('casts to a type that is no number', () => {
    expect(() => record(program(({ x }) => ({ y: tf.cast(x, 'complex64') })))).toThrow(
      /expected float32, int32 or bool, found complex64/,
    );
  });

  test('counts with booleans', () => {
    expect(() => record(program(({ x }) => ({ y: tf.add(tf.greater(x, 0), tf.less(x, 0)) })))).toThrow(
      /expected numbers in Add, found bool/,
    );
  });

  test('leaves another state than it got', () => {
    const grown: Program = {
      state: { w: vector },
      inputs: {},
      step: ({ w }) => ({ state: { w: tf.concat([w, w]) }, outputs: {} }),
    };
    expect(() => record(grown)).toThrow('expected the new state of w to be float32[3] as the old, found float32[6]');
  });

  test('throws an error of its own, which passes as it is', () => {
    const own = new TypeError('mine');
    const throwing = program(() => {
      throw own;
    });
    expect(() => record(throwing)).toThrow(own);
  });
});
