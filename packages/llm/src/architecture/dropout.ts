import { dropout, type TensorSpecs, type Tensors } from '@collapse-bench/tensor';
import type * as tf from '@tensorflow/tfjs';
import type { TransformerConfig } from './config.js';

/** Drops numbers of x at a place of the network named `site`. */
export type Drop = (x: tf.Tensor, site: string) => tf.Tensor;

const INPUT = 'dropout/';

/**
 * Inputs of a program with dropout: uniform draws on [0, 1) for each place where the family drops in training, of the shape of
 * what is dropped there. OPT: after attention and after the dense layers of each block. GPT-2: also the embedding and the
 * shares of attention.
 */
export function dropoutInputs(config: TransformerConfig, rows: number, length: number): TensorSpecs {
  const { family, layers, heads, width } = config;
  const tokens = [rows * length, width];
  const sites: [string, number[]][] = family === 'gpt2' ? [['embedding', tokens]] : [];
  for (let layer = 0; layer < layers; layer++) {
    if (family === 'gpt2') sites.push([`${layer}/shares`, [rows, heads, length, length]]);
    sites.push([`${layer}/attention`, tokens], [`${layer}/feedForward`, tokens]);
  }
  return Object.fromEntries(sites.map(([site, shape]) => [INPUT + site, { shape, type: 'float32' as const }]));
}

/** Dropout with the draws that a program was given as `dropoutInputs`. */
export function dropWith({ dropout: rate }: TransformerConfig, inputs: Tensors): Drop {
  return (x, site) => dropout(x, inputs[INPUT + site], rate);
}
