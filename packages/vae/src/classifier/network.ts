import { fanInUniform, type Parameters, type Program, parameter, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { SIDE } from '../images.js';
import { DIGITS, FEATURES } from './shape.js';

/** Sides and channels after the first and the second convolution. */
const FIRST = { side: 14, channels: 16 };
const SECOND = { side: 7, channels: 32 };
const KERNEL = 4;
const MAPS = SECOND.side * SECOND.side * SECOND.channels;

const filter = (inputs: number, outputs: number) => {
  const fanIn = KERNEL * KERNEL * inputs;
  return [parameter([KERNEL, KERNEL, inputs, outputs], fanInUniform(fanIn)), parameter([outputs], fanInUniform(fanIn))];
};

const [conv1, conv1Bias] = filter(1, FIRST.channels);
const [conv2, conv2Bias] = filter(FIRST.channels, SECOND.channels);

/** Filters are [height, width, in, out], matrices [in, out]; initialised as PyTorch's layers are. */
export const parameters: Parameters = {
  conv1,
  conv1Bias,
  conv2,
  conv2Bias,
  dense: parameter([MAPS, FEATURES], fanInUniform(MAPS)),
  denseBias: parameter([FEATURES], fanInUniform(MAPS)),
  digits: parameter([FEATURES, DIGITS], fanInUniform(FEATURES)),
  digitsBias: parameter([DIGITS], fanInUniform(FEATURES)),
};

const convolved = (x: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) =>
  tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 2, 1), bias));

const dense = (x: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) =>
  tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D), bias);

/**
 * Two convolutions that halve the sides and a hidden layer, whose values after the ReLU are the features.
 *
 * @param images float32 [batch, 28, 28, 1], from 0 to 1
 * @returns features float32 [batch, 64], at least 0; logits float32 [batch, 10]
 */
export function forward(p: Tensors, images: tf.Tensor): { features: tf.Tensor; logits: tf.Tensor } {
  const maps = convolved(convolved(images, p.conv1, p.conv1Bias), p.conv2, p.conv2Bias);
  const features = tf.relu(dense(tf.reshape(maps, [-1, MAPS]), p.dense, p.denseBias));
  return { features, logits: dense(features, p.digits, p.digitsBias) };
}

/** The network applied to `batch` images: state its parameters by name, outputs `probabilities` and `features`. */
export function evaluationProgram(batch: number): Program {
  return {
    state: Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, { shape, type: 'float32' }])),
    inputs: { images: imageBatch(batch) },
    step: (state, { images }) => {
      const { features, logits } = forward(state, images);
      return { state, outputs: { probabilities: tf.softmax(logits), features } };
    },
  };
}

export const imageBatch = (batch: number) => ({ shape: [batch, SIDE, SIDE, 1], type: 'float32' }) as const;
