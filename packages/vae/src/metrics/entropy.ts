import { ln } from '@collapse-bench/core';

/** -sum p ln p of the probabilities from `start` up to `end`, in nats; 0 ln 0 = 0. */
export function entropy(probabilities: Float32Array | Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) if (probabilities[i] > 0) sum -= probabilities[i] * ln(probabilities[i]);
  return sum;
}
