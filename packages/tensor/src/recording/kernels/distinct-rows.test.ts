import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { record } from '../record.js';

/** Operators of a recorded scatter into rows of three, at places made of a column of numbers and the input. */
function operatorsOf(places: (columns: tf.Tensor) => tf.Tensor): string[] {
  const { nodes } = record({
    state: {},
    inputs: {
      x: { shape: [2, 3], type: 'float32' },
      columns: { shape: [2, 1], type: 'int32' },
      updates: { shape: [2], type: 'float32' },
    },
    step: (state, { x, columns, updates }) => ({
      state,
      outputs: { y: tf.tensorScatterUpdate(x, places(columns), updates) },
    }),
  });
  return nodes.map(({ op }) => op);
}

const column = (...values: number[]): tf.Tensor => tf.tensor2d(values, [2, 1], 'int32');

test('places that begin with different constants are written straight away', () => {
  expect(operatorsOf((columns) => tf.concat([column(0, 1), columns], 1))).toContain('ScatterND');
});

test('places that may meet are not', () => {
  expect(operatorsOf((columns) => tf.concat([column(1, 1), columns], 1))).not.toContain('ScatterND');
  expect(operatorsOf((columns) => tf.concat([columns, column(0, 1)], 1))).not.toContain('ScatterND');
  expect(operatorsOf((columns) => tf.add(tf.concat([column(0, 1), columns], 1), columns))).not.toContain('ScatterND');
});
