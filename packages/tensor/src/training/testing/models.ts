import * as tf from '@tensorflow/tfjs';
import type { NamedNumbers } from '../../engines/engine.js';
import { gelu } from '../../losses/gelu.js';
import { layerNorm } from '../../losses/layer-norm.js';
import { softmaxCrossEntropy } from '../../losses/softmax-cross-entropy.js';
import { adam, adamW } from '../../optimizers/adam.js';
import { cosineSchedule } from '../../optimizers/cosine-schedule.js';
import { sgd } from '../../optimizers/sgd.js';
import type { Tensors } from '../../program/program.js';
import type { Training } from '../training-program.js';
import { spreadFloats, spreadIntegers } from './spread.js';

/** A small model as in the script that made the goldens; its parameters' shapes come from there. */
export interface SmallModel extends Omit<Training, 'parameters' | 'packing'> {
  batch(step: number): NamedNumbers;
  learningRate(step: number): number;
}

const dense = (x: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor): tf.Tensor => tf.add(tf.matMul(x, weights), bias);
const meanLoss = (logits: tf.Tensor, targets: tf.Tensor): tf.Tensor => tf.mean(softmaxCrossEntropy(logits, targets));

const mlp: SmallModel = {
  inputs: { x: { shape: [16, 10], type: 'float32' }, y: { shape: [16], type: 'int32' } },
  loss: (p, { x, y }) => {
    const hidden = tf.tanh(dense(tf.relu(dense(x, p.w1, p.b1)), p.w2, p.b2));
    return meanLoss(dense(hidden, p.w3, p.b3), y);
  },
  optimizer: adam({ weightDecay: 0.01 }),
  batch: (step) => ({ x: spreadFloats(100 + step, 160, 1), y: spreadIntegers(200 + step, 16, 4) }),
  learningRate: () => 0.01,
};

const convolutions: SmallModel = {
  inputs: { x: { shape: [8, 8, 8, 1], type: 'float32' }, y: { shape: [8], type: 'int32' } },
  loss: (p, { x, y }) => {
    const first = tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, p.k1 as tf.Tensor4D, 1, 1), p.c1)) as tf.Tensor4D;
    const second = tf.relu(tf.add(tf.conv2d(first, p.k2 as tf.Tensor4D, 2, 1), p.c2));
    return meanLoss(dense(tf.reshape(second, [8, -1]), p.w, p.b), y);
  },
  optimizer: sgd({ momentum: 0.9, nesterov: true }),
  batch: (step) => ({ x: spreadFloats(100 + step, 512, 1), y: spreadIntegers(200 + step, 8, 5) }),
  learningRate: () => 0.05,
};

const [TOKENS, WIDTH, HEADS, LENGTH, BATCH, LAYERS] = [50, 32, 2, 16, 4, 2];

/** 0 where a position may look, a large negative number where it may not. */
const causal = (): tf.Tensor => {
  const values = Array.from({ length: LENGTH * LENGTH }, (_, i) => (i % LENGTH > Math.floor(i / LENGTH) ? -1e9 : 0));
  return tf.tensor2d(values, [LENGTH, LENGTH]);
};

function attention(x: tf.Tensor, qkv: tf.Tensor, out: tf.Tensor): tf.Tensor {
  const all = tf.transpose(tf.reshape(tf.matMul(x, qkv), [BATCH, LENGTH, 3, HEADS, WIDTH / HEADS]), [2, 0, 3, 1, 4]);
  const [q, k, v] = tf.split(all, 3).map((part) => tf.reshape(part, [BATCH, HEADS, LENGTH, WIDTH / HEADS]));
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(WIDTH / HEADS)), causal());
  const heads = tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]);
  return tf.matMul(tf.reshape(heads, [BATCH * LENGTH, WIDTH]), out);
}

const transformer: SmallModel = {
  inputs: { tokens: { shape: [BATCH, LENGTH], type: 'int32' }, targets: { shape: [BATCH * LENGTH], type: 'int32' } },
  loss: (p: Tensors, { tokens, targets }: Tensors) => {
    const embedded = tf.gather(p.embedding, tokens as tf.Tensor2D);
    let x: tf.Tensor = tf.reshape(tf.add(embedded, p.positions), [BATCH * LENGTH, WIDTH]);
    for (let layer = 0; layer < LAYERS; layer++) {
      const part = (name: string) => p[`${layer}.${name}`];
      const first = layerNorm(x, part('norm1.weight'), part('norm1.bias'));
      x = tf.add(x, attention(first, part('qkv'), part('out')));
      const second = layerNorm(x, part('norm2.weight'), part('norm2.bias'));
      x = tf.add(x, dense(gelu(dense(second, part('up'), part('up.bias'))), part('down'), part('down.bias')));
    }
    return meanLoss(tf.matMul(layerNorm(x, p['norm.weight'], p['norm.bias']), p.head), targets);
  },
  optimizer: adamW({ beta2: 0.95, weightDecay: 0.1 }),
  clipNorm: 1,
  batch: (step) => ({
    tokens: spreadIntegers(100 + step, BATCH * LENGTH, TOKENS),
    targets: spreadIntegers(200 + step, BATCH * LENGTH, TOKENS),
  }),
  learningRate: (step) => cosineSchedule({ peak: 3e-3, final: 3e-4, warmUp: 4, steps: 20 }, step),
};

export const smallModels: Readonly<Record<string, SmallModel>> = { mlp, convolutions, transformer };
