import { adam, gaussianKl, packSmall, sigmoidCrossEntropy, type Training } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TrainingCase } from './training-case.js';

const [BATCH, SIDE, LATENT] = [256, 28, 20];
const PIXELS = SIDE * SIDE;
/** Sides and channels after the first and second convolution. */
const [FIRST, SECOND] = [
  { side: 14, channels: 64 },
  { side: 7, channels: 128 },
];
const MAPS = SECOND.side * SECOND.side * SECOND.channels;

// Filters [height, width, in, out]; of a transposed convolution [height, width, out, in].
const parameters = {
  conv1: { shape: [4, 4, 1, FIRST.channels] },
  conv1Bias: { shape: [FIRST.channels] },
  conv2: { shape: [4, 4, FIRST.channels, SECOND.channels] },
  conv2Bias: { shape: [SECOND.channels] },
  mean: { shape: [MAPS, LATENT] },
  meanBias: { shape: [LATENT] },
  logVariance: { shape: [MAPS, LATENT] },
  logVarianceBias: { shape: [LATENT] },
  maps: { shape: [LATENT, MAPS] },
  mapsBias: { shape: [MAPS] },
  back2: { shape: [4, 4, FIRST.channels, SECOND.channels] },
  back2Bias: { shape: [FIRST.channels] },
  back1: { shape: [4, 4, 1, FIRST.channels] },
  back1Bias: { shape: [1] },
};

const dense = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) =>
  tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias);

const halved = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 1);

const doubled = (x: tf.Tensor, filter: tf.Tensor, side: number, channels: number) =>
  tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [BATCH, side, side, channels], 2, 1);

const training: Training = {
  parameters,
  inputs: {
    images: { shape: [BATCH, SIDE, SIDE, 1], type: 'float32' },
    draws: { shape: [BATCH, LATENT], type: 'float32' },
  },
  optimizer: adam({ weightDecay: 1e-5 }),
  packing: packSmall(parameters, 2 ** 13),
  loss: (p, { images, draws }) => {
    const first = tf.relu(tf.add(halved(images, p.conv1), p.conv1Bias));
    const second = tf.relu(tf.add(halved(first, p.conv2), p.conv2Bias));
    const seen = tf.reshape(second, [BATCH, MAPS]);
    const mean = dense(seen, p.mean, p.meanBias);
    const logVariance = dense(seen, p.logVariance, p.logVarianceBias);
    const latent = tf.add(mean, tf.mul(draws, tf.exp(tf.mul(logVariance, 0.5))));
    const maps = tf.reshape(dense(latent, p.maps, p.mapsBias), [BATCH, SECOND.side, SECOND.side, SECOND.channels]);
    const back = tf.relu(tf.add(doubled(maps, p.back2, FIRST.side, FIRST.channels), p.back2Bias));
    // As rows: sums with one number are many times slower where the last axis has one element.
    const logits = tf.add(tf.reshape(doubled(back, p.back1, SIDE, 1), [BATCH, PIXELS]), p.back1Bias);
    const reconstruction = tf.sum(sigmoidCrossEntropy(logits, tf.reshape(images, [BATCH, PIXELS])));
    return tf.div(tf.add(reconstruction, tf.sum(gaussianKl(mean, logVariance))), BATCH);
  },
};

/** One step of the convolutional VAE of the paper's released code: 647,081 parameters, batches of 256. */
export const convVae: TrainingCase = { training, learningRate: 1e-3, units: BATCH };
