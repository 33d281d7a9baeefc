import { nextUint32, type Rng } from '@collapse-bench/core';
import type { NamedNumbers, TensorSpecs } from '@collapse-bench/tensor';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';

/** Blocks as inputs of training steps. */
export interface Batches {
  /** Blocks of an epoch. */
  readonly count: number;
  readonly stepsPerEpoch: number;
  /** Blocks that go through the network together: a part of a batch. */
  readonly rows: number;
  /** Which blocks a step takes, of all in their order. */
  placesOf(order: Uint32Array, step: number): Uint32Array;
  /** Inputs for the part of a batch that begins `part * rows` blocks into it; arrays are overwritten by the next call. */
  fill(places: Uint32Array, part: number, rng: Rng): NamedNumbers;
}

/**
 * @param inputs of the training step: `ids`, `targets`, `counts`, and uniform draws where it drops numbers
 * @throws RangeError unless there are as many weights as blocks, none negative and not all 0
 */
export function batches(blocks: TokenBlocks, { inputs }: { readonly inputs: TensorSpecs }, batch: number, rows: number): Batches {
  const count = documentCount(blocks);
  const weight = meanOne(blocks.weights, count);
  const [, length] = inputs.ids.shape;
  const ids = new Int32Array(rows * length);
  const targets = new Int32Array(rows * length);
  const counts = new Float32Array(rows);
  const draws = Object.entries(inputs)
    .filter(([name]) => !['ids', 'targets', 'counts'].includes(name))
    .map(([name, { shape }]) => [name, new Float32Array(shape.reduce((product, side) => product * side, 1))] as const);
  const filled = { ids, targets, counts, ...Object.fromEntries(draws) };
  return {
    count,
    rows,
    stepsPerEpoch: Math.ceil(count / batch),
    placesOf: (order, step) => order.subarray(step * batch, (step + 1) * batch),
    fill(places, part, rng) {
      for (let row = 0; row < rows; row++) {
        const at = part * rows + row;
        // Rows past the batch keep earlier tokens, and count nothing.
        counts[row] = at < places.length ? weight(places[at]) / places.length : 0;
        if (at >= places.length) continue;
        const begin = blocks.offsets[places[at]];
        ids.set(blocks.tokens.subarray(begin, begin + length), row * length);
        targets.set(blocks.tokens.subarray(begin + 1, begin + 1 + length), row * length);
      }
      for (const [, out] of draws) for (let i = 0; i < out.length; i++) out[i] = nextUint32(rng) * 2 ** -32;
      return filled;
    },
  };
}

/** Weights as multiples of their mean. */
function meanOne(weights: Float64Array | undefined, count: number): (place: number) => number {
  if (weights === undefined) return () => 1;
  if (weights.length !== count) throw new RangeError(`expected ${count} weights, one a block, found ${weights.length}`);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / count;
  if (!(mean > 0 && Number.isFinite(mean) && weights.every((weight) => weight >= 0))) {
    throw new RangeError('expected weights of 0 and more, not all 0');
  }
  return (place) => weights[place] / mean;
}
