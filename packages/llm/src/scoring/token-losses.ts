import { linearCrossEntropy, type Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from '../architecture/config.js';
import type { Drop } from '../architecture/dropout.js';
import { hiddenStates } from '../architecture/forward.js';
import { namesOf } from '../architecture/names.js';

/**
 * -ln p of tokens given those before them in their row, in nats: what a transformer's loss and perplexity are made of. Logits
 * are made for the tokens asked for alone.
 *
 * @param ids int32 [rows, length]: every token of a row but its last
 * @param targets int32 [rows, scored]: the last `scored` tokens of each row, its very last among them; scored at most `length`
 * @returns float32 [rows, scored]
 */
export function tokenLosses(config: TransformerConfig, p: Tensors, ids: tf.Tensor, targets: tf.Tensor, drop?: Drop): tf.Tensor2D {
  const [rows, length] = ids.shape;
  const [, scored] = targets.shape;
  const hidden = hiddenStates(config, p, ids, drop);
  const { width } = config;
  const before =
    scored === length
      ? hidden
      : tf.reshape(tf.slice(tf.reshape(hidden, [rows, length, width]), [0, length - scored, 0], [rows, scored, width]), [
          rows * scored,
          width,
        ]);
  const losses = linearCrossEntropy(before, p[namesOf(config).tokens], tf.reshape(targets, [rows * scored]));
  return tf.reshape(losses, [rows, scored]);
}
