import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { evaluate, everywhere, floats, type Given, integers, largestError } from '../training/testing/evaluate.js';
import { dropout } from './dropout.js';
import { gaussianKl } from './gaussian-kl.js';
import { gelu, geluTanh } from './gelu.js';
import { layerNorm } from './layer-norm.js';
import golden from './losses.golden.json' with { type: 'json' };
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

interface Case {
  readonly function: string;
  readonly inputs: readonly { readonly shape: number[]; readonly values: number[] }[];
  readonly value: { readonly shape: number[]; readonly values: number[] };
  readonly weights: number[];
  readonly gradients: number[][];
  readonly axes?: number[];
  readonly targets?: number[];
  readonly draws?: number[];
  readonly rate?: number;
  readonly epsilon?: number;
}

/** Float32 against float64, in units of 1 + |value|. */
const TOLERANCE = 2e-6;

const functions: Readonly<Record<string, (inputs: tf.Tensor[], given: tf.Tensor, options: Case) => tf.Tensor>> = {
  sigmoidCrossEntropy: ([l], x, { axes }) => sigmoidCrossEntropy(l, x, axes),
  gaussianKl: ([m, v], _, { axes }) => gaussianKl(m, v, axes),
  softmaxCrossEntropy: ([l], targets) => softmaxCrossEntropy(l, targets),
  gelu: ([x]) => gelu(x),
  geluTanh: ([x]) => geluTanh(x),
  layerNorm: ([x, w, b], _, { epsilon }) => layerNorm(x, w, b, epsilon),
  dropout: ([x], draws, { rate }) => dropout(x, draws, rate as number),
};

const givenOf = ({ function: id, inputs: [{ shape }], targets, draws }: Case): Given =>
  id === 'softmaxCrossEntropy'
    ? integers([shape[0]], targets as number[])
    : floats(shape, targets ?? draws ?? Array(tf.util.sizeFromShape(shape)).fill(0));

describe.each(everywhere)('on %s', (engine) => {
  test.each(golden.cases as unknown as Case[])('$function has the value and gradients of PyTorch', async (expected) => {
    const leaves = expected.inputs.map(({ shape, values }, i) => [`x${i}`, floats(shape, values)] as const);
    const inputs = {
      ...Object.fromEntries(leaves),
      given: givenOf(expected),
      weights: floats(expected.value.shape, expected.weights),
    };
    const outputs = await evaluate(engine, inputs, (tensors) => {
      const xs = leaves.map(([name]) => tensors[name]);
      const call = (...values: tf.Tensor[]) => functions[expected.function](values, tensors.given, expected);
      const weighted = (...values: tf.Tensor[]) => tf.sum(tf.mul(call(...values), tensors.weights)) as tf.Scalar;
      const { grads } = tf.valueAndGrads(weighted)(xs);
      return { value: call(...xs), ...Object.fromEntries(grads.map((gradient, i) => [`gradient${i}`, gradient])) };
    });
    expect(largestError(outputs.value, expected.value.values)).toBeLessThan(TOLERANCE);
    for (const [i, gradient] of expected.gradients.entries()) {
      expect(largestError(outputs[`gradient${i}`], gradient)).toBeLessThan(TOLERANCE);
    }
  });
});

describe('shapes and rates', () => {
  test('that do not fit are refused', () => {
    const logits = tf.zeros([2, 3]);
    expect(() => softmaxCrossEntropy(tf.zeros([3]), tf.zeros([3], 'int32'))).toThrow(
      /logits of shape \[rows, classes\], found \[3\]/,
    );
    expect(() => softmaxCrossEntropy(logits, tf.zeros([3], 'int32'))).toThrow(/targets of shape \[2\], found \[3\]/);
    expect(() => dropout(logits, logits, 1)).toThrow(/rate of \[0, 1\), found 1/);
  });
});
