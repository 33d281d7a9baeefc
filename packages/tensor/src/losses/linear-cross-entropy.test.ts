import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { evaluate, everywhere, floats, integers, largestError } from '../training/testing/evaluate.js';
import { linearCrossEntropy } from './linear-cross-entropy.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

const [ROWS, WIDTH, CLASSES] = [5, 4, 7];
const spread = (size: number, scale: number) => Array.from({ length: size }, (_, i) => scale * (((i * 7919) % 101) / 101 - 0.5));

test.each(everywhere)(
  'value and gradients are those of the product and the cross-entropy one after the other on %s',
  async (engine) => {
    const inputs = {
      hidden: floats([ROWS, WIDTH], spread(ROWS * WIDTH, 4)),
      table: floats([CLASSES, WIDTH], spread(CLASSES * WIDTH, 6)),
      targets: integers([ROWS], [0, 6, 3, 3, 1]),
      // One row counts nothing.
      counts: floats([ROWS], [0.5, 0, 1, 2, -1]),
    };
    const found = await evaluate(engine, inputs, ({ hidden, table, targets, counts }) => {
      const twin = (h: tf.Tensor, t: tf.Tensor) =>
        softmaxCrossEntropy(tf.matMul(h as tf.Tensor2D, t as tf.Tensor2D, false, true), targets);
      const gradients = (loss: (h: tf.Tensor, t: tf.Tensor) => tf.Tensor) =>
        tf.grads((h: tf.Tensor, t: tf.Tensor) => tf.sum(tf.mul(loss(h, t), counts)))([hidden, table]);
      const ours = gradients((h, t) => linearCrossEntropy(h, t, targets));
      const theirs = gradients(twin);
      return {
        value: linearCrossEntropy(hidden, table, targets),
        wantedValue: twin(hidden, table),
        byHidden: ours[0],
        wantedByHidden: theirs[0],
        byTable: ours[1],
        wantedByTable: theirs[1],
      };
    });
    expect(largestError(found.value, [...found.wantedValue])).toBeLessThan(2e-6);
    expect(largestError(found.byHidden, [...found.wantedByHidden])).toBeLessThan(2e-6);
    expect(largestError(found.byTable, [...found.wantedByTable])).toBeLessThan(2e-6);
    expect(Math.max(...found.byTable.map(Math.abs))).toBeGreaterThan(0.1);
  },
);

test('shapes that do not fit are refused', () => {
  const of = (...shape: number[]) => tf.zeros(shape);
  expect(() => linearCrossEntropy(of(2, 3), of(5, 4), tf.zeros([2], 'int32'))).toThrow(RangeError);
  expect(() => linearCrossEntropy(of(2, 3), of(5, 3), tf.zeros([3], 'int32'))).toThrow(RangeError);
});
