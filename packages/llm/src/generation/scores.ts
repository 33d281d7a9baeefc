import type { TensorSpecs, Tensors } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';

/**
 * What a program makes of the logits:
 * - `log-probabilities`: log softmax, for beam search;
 * - `weights`: exp((l - max l) / temperature) with the repetition penalty on l where `penalised`, for draws and the likeliest.
 */
export type Scores = { readonly kind: 'log-probabilities' } | { readonly kind: 'weights'; readonly penalised: boolean };

/** What `scoresOf` wants beside the logits of `rows` sequences. */
export function scoreInputs(scores: Scores, rows: number, vocabulary: number): TensorSpecs {
  if (scores.kind === 'log-probabilities') return {};
  const always: TensorSpecs = {
    temperature: { shape: [1], type: 'float32' },
    /** Added to the logits: -1e9 where a token may not be chosen. */
    bans: { shape: [1, vocabulary], type: 'float32' },
  };
  if (!scores.penalised) return always;
  return {
    ...always,
    penalty: { shape: [1], type: 'float32' },
    /** 1 where the row has the token, in its prompt or since. */
    seen: { shape: [rows, vocabulary], type: 'float32' },
  };
}

/** @param logits float32 [rows, vocabulary], as the result */
export function scoresOf(scores: Scores, logits: tf.Tensor2D, inputs: Tensors): tf.Tensor {
  if (scores.kind === 'log-probabilities') return tf.logSoftmax(logits);
  const penalised = scores.penalised
    ? tf.where(tf.greater(inputs.seen, 0.5), penalisedLogits(logits, inputs.penalty), logits)
    : logits;
  const allowed = tf.add(penalised, inputs.bans);
  return tf.exp(tf.div(tf.sub(allowed, tf.max(allowed, 1, true)), inputs.temperature));
}

const penalisedLogits = (logits: tf.Tensor, penalty: tf.Tensor): tf.Tensor =>
  tf.where(tf.less(logits, 0), tf.mul(logits, penalty), tf.div(logits, penalty));
