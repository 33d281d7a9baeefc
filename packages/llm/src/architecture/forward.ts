import { gelu, geluTanh, layerNorm, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from './config.js';
import type { Drop } from './dropout.js';
import { namesOf, POSITIONS_BEFORE } from './names.js';

/**
 * What a block's attention makes of queries, keys and values, each float32 [tokens, width], in layer `layer`: [tokens, width].
 * Whole sequences: `causalAttention`. With a cache: the keys and values of earlier tokens are the caller's.
 */
export type Attend = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, layer: number) => tf.Tensor;

const keep: Drop = (x) => x;

/** Vectors of the first `length` places, float32 [length, width]. */
export function firstPositions(config: TransformerConfig, p: Tensors, length: number): tf.Tensor {
  return tf.slice(p[namesOf(config).positions], [POSITIONS_BEFORE[config.family], 0], [length, config.width]);
}

/** Vectors of places given as int32 [tokens], 0 for the first of a sequence: float32 [tokens, width]. */
export function positionsAt(config: TransformerConfig, p: Tensors, places: tf.Tensor): tf.Tensor {
  return tf.gather(p[namesOf(config).positions], tf.add(places, tf.scalar(POSITIONS_BEFORE[config.family], 'int32')));
}

/**
 * What enters the first block: the tokens' vectors plus their places'.
 *
 * @param ids int32 of any shape [...]
 * @param positions float32 that broadcasts to [..., width]
 * @returns float32 [tokens, width], tokens = the size of `ids`
 */
export function embed(config: TransformerConfig, p: Tensors, ids: tf.Tensor, positions: tf.Tensor, drop: Drop = keep): tf.Tensor {
  const { width, family } = config;
  const vectors = tf.gather(p[namesOf(config).tokens], tf.reshape(ids, [ids.size]));
  const placed = tf.add(tf.reshape(vectors, [...ids.shape, width]), positions);
  const flat = tf.reshape(placed, [ids.size, width]);
  return family === 'gpt2' ? drop(flat, 'embedding') : flat;
}

/** Layer `layer`: attention and two dense layers, each with its norm and added to what came in. x float32 [tokens, width]. */
export function block(
  config: TransformerConfig,
  p: Tensors,
  layer: number,
  x: tf.Tensor,
  attend: Attend,
  drop: Drop = keep,
): tf.Tensor {
  const names = namesOf(config).layer(layer);
  const linear = (input: tf.Tensor, name: string) => dense(config, p, input, name);
  const attention = (input: tf.Tensor) => {
    const [q, k, v] = queriesKeysValues(config, p, input, names.qkv);
    return drop(linear(attend(q, k, v, layer), names.out), `${layer}/attention`);
  };
  const feedForward = (input: tf.Tensor) => {
    const hidden = activated(config, linear(input, names.up));
    return drop(linear(hidden, names.down), `${layer}/feedForward`);
  };
  const joined = (input: tf.Tensor, part: (x: tf.Tensor) => tf.Tensor, norm: string) =>
    config.normFirst ? tf.add(input, part(normed(p, input, norm))) : normed(p, tf.add(input, part(input)), norm);
  return joined(joined(x, attention, names.norm1), feedForward, names.norm2);
}

/** The norm after the last block, where the model has one. x float32 [tokens, width]. */
export function finalNorm(config: TransformerConfig, p: Tensors, x: tf.Tensor): tf.Tensor {
  return config.normFirst ? normed(p, x, namesOf(config).finalNorm) : x;
}

/** Logits of the next token from `finalNorm`'s result [tokens, width]: float32 [tokens, vocabulary]. */
export function logitsOf(config: TransformerConfig, p: Tensors, hidden: tf.Tensor): tf.Tensor2D {
  return tf.matMul(hidden as tf.Tensor2D, p[namesOf(config).tokens] as tf.Tensor2D, false, true);
}

/**
 * Whole sequences through all blocks and the last norm.
 *
 * @param ids int32 [rows, length], length at most config.positions
 * @returns float32 [rows * length, width], row after row
 */
export function hiddenStates(config: TransformerConfig, p: Tensors, ids: tf.Tensor, drop: Drop = keep): tf.Tensor {
  const [rows, length] = ids.shape;
  if (length > config.positions) {
    throw new RangeError(`expected sequences of at most ${config.positions} tokens, the model's positions, found ${length}`);
  }
  const attend = causalAttention(config, rows, length, drop);
  let x = embed(config, p, ids, firstPositions(config, p, length), drop);
  for (let layer = 0; layer < config.layers; layer++) x = block(config, p, layer, x, attend, drop);
  return finalNorm(config, p, x);
}

/** Attention of `rows` sequences of `length` tokens, each token to itself and those before it in its row. */
export function causalAttention(config: TransformerConfig, rows: number, length: number, drop: Drop = keep): Attend {
  const mask = causalMask(length);
  return (q, k, v, layer) => {
    const [queries, keys, values] = [q, k, v].map((x) => splitHeads(config, x, rows));
    return mergeHeads(attention(config, queries, keys, values, mask, layer, drop));
  };
}

/** What is added to scores of [..., length, length] so that no token sees a later one. */
function causalMask(length: number): tf.Tensor {
  const later = (i: number) => i % length > Math.floor(i / length);
  return tf.tensor(
    Float32Array.from({ length: length * length }, (_, i) => (later(i) ? -1e9 : 0)),
    [length, length],
  );
}

/** float32 [rows * length, width] to [rows, heads, length, width / heads]. */
export function splitHeads({ heads, width }: TransformerConfig, x: tf.Tensor, rows: number): tf.Tensor4D {
  return tf.transpose(tf.reshape(x, [rows, -1, heads, width / heads]) as tf.Tensor4D, [0, 2, 1, 3]);
}

/** Undoes `splitHeads`. */
export function mergeHeads(x: tf.Tensor): tf.Tensor {
  const [rows, heads, length, part] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [rows * length, heads * part]);
}

/**
 * softmax(q k' / sqrt(width / heads) + mask) v (Vaswani et al. 2017).
 *
 * @param q float32 [rows, heads, length, width / heads]
 * @param k float32 [rows, heads, seen, width / heads], as v
 * @param mask broadcasts to [rows, heads, length, seen]
 */
export function attention(
  { heads, width, family }: TransformerConfig,
  q: tf.Tensor,
  k: tf.Tensor,
  v: tf.Tensor,
  mask: tf.Tensor,
  layer: number,
  drop: Drop = keep,
): tf.Tensor {
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads));
  const shares = tf.softmax(tf.add(scores, mask));
  return tf.matMul(family === 'gpt2' ? drop(shares, `${layer}/shares`) : shares, v);
}

function queriesKeysValues(config: TransformerConfig, p: Tensors, x: tf.Tensor, names: readonly string[]): tf.Tensor[] {
  const made = names.map((name) => dense(config, p, x, name));
  return made.length === 3 ? made : tf.split(made[0], 3, 1);
}

/** A linear map and its bias; the weight is [out, in] in OPT, [in, out] in GPT-2. */
function dense({ family }: TransformerConfig, p: Tensors, x: tf.Tensor, name: string): tf.Tensor {
  const product = tf.matMul(x as tf.Tensor2D, p[`${name}.weight`] as tf.Tensor2D, false, family === 'opt');
  return tf.add(product, p[`${name}.bias`]);
}

const normed = (p: Tensors, x: tf.Tensor, name: string): tf.Tensor => layerNorm(x, p[`${name}.weight`], p[`${name}.bias`]);

const activations = { relu: tf.relu, gelu, 'gelu-tanh': geluTanh } as const;

const activated = ({ activation }: TransformerConfig, x: tf.Tensor): tf.Tensor => activations[activation](x);
