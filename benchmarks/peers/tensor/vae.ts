import { adam, gaussianKl, packSmall, sigmoidCrossEntropy, type Training } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TrainingCase } from './training-case.js';

const [BATCH, PIXELS, HIDDEN, LATENT] = [128, 784, 400, 20];

const parameters = {
  w1: { shape: [PIXELS, HIDDEN] },
  b1: { shape: [HIDDEN] },
  wm: { shape: [HIDDEN, LATENT] },
  bm: { shape: [LATENT] },
  wv: { shape: [HIDDEN, LATENT] },
  bv: { shape: [LATENT] },
  w2: { shape: [LATENT, HIDDEN] },
  b2: { shape: [HIDDEN] },
  w3: { shape: [HIDDEN, PIXELS] },
  b3: { shape: [PIXELS] },
};

const dense = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) =>
  tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias);

const training: Training = {
  parameters,
  inputs: { images: { shape: [BATCH, PIXELS], type: 'float32' }, draws: { shape: [BATCH, LATENT], type: 'float32' } },
  optimizer: adam(),
  packing: packSmall(parameters, 2 ** 15),
  loss: (p, { images, draws }) => {
    const hidden = tf.relu(dense(images, p.w1, p.b1));
    const mean = dense(hidden, p.wm, p.bm);
    const logVariance = dense(hidden, p.wv, p.bv);
    const latent = tf.add(mean, tf.mul(draws, tf.exp(tf.mul(logVariance, 0.5))));
    const logits = dense(tf.relu(dense(latent, p.w2, p.b2)), p.w3, p.b3);
    const total = tf.add(sigmoidCrossEntropy(logits, images), gaussianKl(mean, logVariance));
    return tf.div(total, BATCH);
  },
};

/** Kingma and Welling's dense variational autoencoder, 784-400-20, one Adam step on a batch of 128. */
export const denseVae: TrainingCase = { training, learningRate: 1e-3, units: BATCH };
