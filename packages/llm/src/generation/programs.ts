import type { Program, TensorSpec, TensorSpecs } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from '../architecture/config.js';
import {
  type Attend,
  block,
  causalAttention,
  embed,
  finalNorm,
  firstPositions,
  logitsOf,
  positionsAt,
  splitHeads,
} from '../architecture/forward.js';
import { parametersOf } from '../architecture/parameters.js';
import { type Scores, scoreInputs, scoresOf } from './scores.js';

export const keysName = (layer: number): string => `keys/${layer}`;
export const valuesName = (layer: number): string => `values/${layer}`;

/** Shapes of a batch: each of `prompts` prompts is continued by `beams` rows. */
export interface BatchShape {
  readonly prompts: number;
  readonly beams: number;
}

/**
 * Prompts of `length` tokens through the network. Weights are inputs, so that programs of many shapes hold them once.
 *
 * Inputs: the weights; ids int32 [prompts, length]; those of the scores.
 * Outputs: scores [prompts, vocabulary] of the token after the last; keys/l and values/l [prompts, heads, length, width / heads].
 */
export function prefillProgram(config: TransformerConfig, scores: Scores, prompts: number, length: number): Program {
  const inputs: TensorSpecs = {
    ...weightSpecs(config),
    ids: { shape: [prompts, length], type: 'int32' },
    ...scoreInputs(scores, prompts, config.vocabulary),
  };
  return {
    state: {},
    inputs,
    step(_, given) {
      const outputs: Record<string, tf.Tensor> = {};
      const causal = causalAttention(config, prompts, length);
      const attend: Attend = (q, k, v, layer) => {
        outputs[keysName(layer)] = splitHeads(config, k, prompts);
        outputs[valuesName(layer)] = splitHeads(config, v, prompts);
        return causal(q, k, v, layer);
      };
      let x = embed(config, given, given.ids, firstPositions(config, given, length));
      for (let layer = 0; layer < config.layers; layer++) x = block(config, given, layer, x, attend);
      const { width } = config;
      const last = tf.slice(tf.reshape(x, [prompts, length, width]), [0, length - 1, 0], [prompts, 1, width]);
      const hidden = finalNorm(config, given, tf.reshape(last, [prompts, width]));
      outputs.scores = scoresOf(scores, logitsOf(config, given, hidden), given);
      return { state: {}, outputs };
    },
  };
}

/**
 * One more token of every row, each attending to the slots of its prompt that its mask leaves open, and to itself.
 *
 * Inputs: the weights; tokens and places int32 [prompts * beams]; mask float32 [prompts, 1, beams, capacity], 0 where a slot is
 * open and -1e9 elsewhere; keys/l and values/l [prompts, heads, capacity, width / heads]; those of the scores.
 * Outputs: scores [prompts * beams, vocabulary]; keys/l and values/l of the tokens, [prompts, heads, beams, width / heads].
 */
export function stepProgram(
  config: TransformerConfig,
  scores: Scores,
  { prompts, beams }: BatchShape,
  capacity: number,
): Program {
  const { heads, width, layers, vocabulary } = config;
  const rows = prompts * beams;
  const part = width / heads;
  const slots: TensorSpec = { shape: [prompts, heads, capacity, part], type: 'float32' };
  const cached = Array.from({ length: layers }, (_, layer) => ({ [keysName(layer)]: slots, [valuesName(layer)]: slots }));
  const inputs: TensorSpecs = Object.assign(
    {},
    weightSpecs(config),
    {
      tokens: { shape: [rows], type: 'int32' },
      places: { shape: [rows], type: 'int32' },
      mask: { shape: [prompts, 1, beams, capacity], type: 'float32' },
    },
    ...cached,
    scoreInputs(scores, rows, vocabulary),
  );
  return {
    state: {},
    inputs,
    step(_, given) {
      const outputs: Record<string, tf.Tensor> = {};
      const attend: Attend = (q, k, v, layer) => {
        const [queries, keys, values] = [tf.mul(q, 1 / Math.sqrt(part)), k, v].map((x) => splitHeads(config, x, prompts));
        outputs[keysName(layer)] = keys;
        outputs[valuesName(layer)] = values;
        const others = tf.add(tf.matMul(queries, given[keysName(layer)], false, true), given.mask);
        const own = tf.sum(tf.mul(queries, keys), -1, true);
        const shares = tf.softmax(tf.concat([others, own], -1));
        const ofOthers = tf.slice(shares, [0, 0, 0, 0], [prompts, heads, beams, capacity]);
        const ofOwn = tf.slice(shares, [0, 0, 0, capacity], [prompts, heads, beams, 1]);
        const seen = tf.add(tf.matMul(ofOthers, given[valuesName(layer)]), tf.mul(ofOwn, values));
        return tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), [rows, width]);
      };
      let x = embed(config, given, given.tokens, positionsAt(config, given, given.places));
      for (let layer = 0; layer < layers; layer++) x = block(config, given, layer, x, attend);
      outputs.scores = scoresOf(scores, logitsOf(config, given, finalNorm(config, given, x)), given);
      return { state: {}, outputs };
    },
  };
}

function weightSpecs(config: TransformerConfig): TensorSpecs {
  const specs = Object.entries(parametersOf(config)).map(([name, { shape }]): [string, TensorSpec] => [
    name,
    { shape, type: 'float32' },
  ]);
  return Object.fromEntries(specs);
}
