import { adamW, packSmall, type Training } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from '../architecture/config.js';
import { dropoutInputs, dropWith } from '../architecture/dropout.js';
import { parametersOf } from '../architecture/parameters.js';
import { tokenLosses } from '../scoring/token-losses.js';
import { accumulating } from './accumulating.js';

/** What makes one compiled step differ from another. */
export interface StepShape {
  readonly config: TransformerConfig;
  /** Rows that go through the network together. */
  readonly rows: number;
  /** Tokens of a row that are read; one less than the block's. */
  readonly length: number;
  /** A step is several parts of a batch. */
  readonly inParts: boolean;
  readonly weightDecay: number;
  readonly clipNorm?: number;
  readonly dropout: boolean;
}

/** Parameters below this many elements are updated together; see `packSmall`. */
const PACKED_BELOW = 2 ** 15;

/**
 * One step of AdamW down the mean -ln p of a token. Inputs: `ids` and `targets`, int32 [rows, length], the tokens read and those
 * to be predicted; `counts`, float32 [rows], how much each row counts: their sum over a batch is 1, and a row of 0 fills up.
 */
export function trainingStep({ config, rows, length, inParts, weightDecay, clipNorm, dropout }: StepShape): Training {
  const parameters = parametersOf(config);
  const optimizer = adamW({ weightDecay });
  return {
    parameters,
    inputs: {
      ids: { shape: [rows, length], type: 'int32' },
      targets: { shape: [rows, length], type: 'int32' },
      counts: { shape: [rows], type: 'float32' },
      ...(dropout ? dropoutInputs(config, rows, length) : {}),
    },
    loss: (p, inputs) => {
      const { ids, targets, counts } = inputs;
      const losses = tokenLosses(config, p, ids, targets, dropout ? dropWith(config, inputs) : undefined);
      return tf.sum(tf.mul(losses, tf.reshape(tf.div(counts, length), [rows, 1])));
    },
    optimizer: inParts ? accumulating(optimizer) : optimizer,
    packing: packSmall(parameters, PACKED_BELOW),
    ...(clipNorm === undefined ? {} : { clipNorm }),
  };
}
