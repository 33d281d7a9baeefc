import { adam, gelu, layerNorm, packSmall, softmaxCrossEntropy, type Training } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TrainingCase } from './training-case.js';

export interface TransformerSize {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly batch: number;
}

/** A GPT-2 style language model: layer norm before each block, tied embeddings, one Adam step. */
export function transformer(size: TransformerSize): TrainingCase {
  const { width, layers, vocabulary, context, batch } = size;
  const parameters: Record<string, { shape: number[] }> = {
    tokens: { shape: [vocabulary, width] },
    places: { shape: [context, width] },
  };
  for (let layer = 0; layer < layers; layer++) {
    Object.assign(parameters, {
      [`${layer}/norm1/weight`]: { shape: [width] },
      [`${layer}/norm1/bias`]: { shape: [width] },
      [`${layer}/qkv/weight`]: { shape: [width, 3 * width] },
      [`${layer}/qkv/bias`]: { shape: [3 * width] },
      [`${layer}/out/weight`]: { shape: [width, width] },
      [`${layer}/out/bias`]: { shape: [width] },
      [`${layer}/norm2/weight`]: { shape: [width] },
      [`${layer}/norm2/bias`]: { shape: [width] },
      [`${layer}/up/weight`]: { shape: [width, 4 * width] },
      [`${layer}/up/bias`]: { shape: [4 * width] },
      [`${layer}/down/weight`]: { shape: [4 * width, width] },
      [`${layer}/down/bias`]: { shape: [width] },
    });
  }
  parameters['norm/weight'] = { shape: [width] };
  parameters['norm/bias'] = { shape: [width] };
  const training: Training = {
    parameters,
    inputs: { ids: { shape: [batch, context], type: 'int32' }, targets: { shape: [batch * context], type: 'int32' } },
    optimizer: adam(),
    packing: packSmall(parameters, 2 ** 15),
    loss: (p, { ids, targets }) => tf.mean(softmaxCrossEntropy(logits(size, p, ids), targets)),
  };
  return { training, learningRate: 1e-4, units: batch * context };
}

type Parameters = Readonly<Record<string, tf.Tensor>>;

function logits({ width, layers, heads, context, batch }: TransformerSize, p: Parameters, ids: tf.Tensor): tf.Tensor {
  const rows = batch * context;
  const dense = (x: tf.Tensor, name: string) =>
    tf.add(tf.matMul(x as tf.Tensor2D, p[`${name}/weight`] as tf.Tensor2D), p[`${name}/bias`]);
  const norm = (x: tf.Tensor, name: string) => layerNorm(x, p[`${name}/weight`], p[`${name}/bias`]);
  const mask = tf.tensor(
    Float32Array.from({ length: context * context }, (_, i) => (i % context > Math.floor(i / context) ? -1e9 : 0)),
    [1, 1, context, context],
  );
  const attention = (x: tf.Tensor, name: string) => {
    const [q, k, v] = tf
      .split(dense(x, `${name}/qkv`), 3, 1)
      .map((part) => tf.transpose(tf.reshape(part, [batch, context, heads, width / heads]), [0, 2, 1, 3]));
    const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads)), mask);
    const mixed = tf.matMul(tf.softmax(scores), v);
    return dense(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows, width]), `${name}/out`);
  };
  const embedded = tf.add(tf.reshape(tf.gather(p.tokens, tf.reshape(ids, [rows])), [batch, context, width]), p.places);
  let x = tf.reshape(embedded, [rows, width]);
  for (let layer = 0; layer < layers; layer++) {
    x = tf.add(x, attention(norm(x, `${layer}/norm1`), `${layer}`));
    x = tf.add(x, dense(gelu(dense(norm(x, `${layer}/norm2`), `${layer}/up`)), `${layer}/down`));
  }
  return tf.matMul(norm(x, 'norm') as tf.Tensor2D, p.tokens as tf.Tensor2D, false, true);
}

const text = { vocabulary: 2048, context: 64, batch: 16 };

/** A transformer of a named size. */
const sized = (size: TransformerSize) => ({ trained: transformer(size), vocabulary: size.vocabulary });

/** 1,063,680 parameters. */
export const small = sized({ ...text, width: 128, layers: 4, heads: 4 });
/** 9,684,096 parameters. */
export const medium = sized({ ...text, width: 384, layers: 5, heads: 6 });
/** The shape of the smallest GPT-2 and OPT, one text a batch. */
export const twelveLayers = sized({ ...text, batch: 1, width: 768, layers: 12, heads: 12 });
