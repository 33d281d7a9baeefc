import * as tf from '@tensorflow/tfjs';
import type { Program, Tensors } from '../../program/program.js';
import type { NamedNumbers } from '../engine.js';

const [ROWS, TOKENS, WIDTH, HIDDEN, CLASSES] = [12, 7, 5, 8, 3];
const shapes: Readonly<Record<string, number[]>> = {
  embedding: [TOKENS, WIDTH],
  weights: [WIDTH, HIDDEN],
  bias: [HIDDEN],
  head: [HIDDEN, CLASSES],
};
const parameters = Object.keys(shapes);

/**
 * Training of a small classifier of tokens: gather and its gradient, transposed products, broadcasts, softmax, momentum, and
 * an integer count of the steps taken.
 */
export const classifier: Program = {
  state: {
    ...Object.fromEntries(parameters.flatMap((name) => [name, `${name}.momentum`].map((key) => [key, floats(shapes[name])]))),
    steps: { shape: [], type: 'int32' },
  },
  inputs: {
    tokens: { shape: [ROWS], type: 'int32' },
    labels: { shape: [ROWS], type: 'int32' },
    rate: { shape: [], type: 'float32' },
  },
  step(state, { tokens, labels, rate }) {
    const loss = (...values: tf.Tensor[]) => {
      const [embedding, weights, bias, head] = values as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
      const hidden = tf
        .matMul(tf.gather(embedding, tokens as tf.Tensor1D), weights)
        .add(bias)
        .tanh() as tf.Tensor2D;
      const chosen = tf.oneHot(labels as tf.Tensor1D, CLASSES).cast('float32');
      return tf.logSoftmax(tf.matMul(hidden, head)).mul(chosen).sum().div(-ROWS) as tf.Scalar;
    };
    const { value, grads } = tf.valueAndGrads(loss)(parameters.map((name) => state[name]));
    const next: Record<string, tf.Tensor> = { steps: state.steps.add(tf.scalar(1, 'int32')) };
    parameters.forEach((name, i) => {
      const momentum = state[`${name}.momentum`].mul(0.9).add(grads[i]);
      next[`${name}.momentum`] = momentum;
      next[name] = state[name].sub(momentum.mul(rate));
    });
    return { state: next as Tensors, outputs: { loss: value, steps: next.steps } };
  },
};

export const classifierState: NamedNumbers = {
  ...Object.fromEntries(
    parameters.flatMap((name, place): [string, Float32Array][] => {
      const size = shapes[name].reduce((product, side) => product * side, 1);
      return [
        [name, Float32Array.from({ length: size }, (_, i) => (((i * 37 + place * 11) % 41) - 20) / 40)],
        [`${name}.momentum`, new Float32Array(size)],
      ];
    }),
  ),
  steps: Int32Array.of(0),
};

/** Inputs of a number of steps, one after the other; each step has another batch. */
export function classifierInputs(steps: number, first = 0): NamedNumbers {
  const tokens = Int32Array.from({ length: steps * ROWS }, (_, i) => ((i + first * ROWS) * 5 + 3) % TOKENS);
  return { tokens, labels: tokens.map((token) => token % CLASSES), rate: new Float32Array(steps).fill(0.3) };
}

function floats(shape: number[]) {
  return { shape, type: 'float32' as const };
}
