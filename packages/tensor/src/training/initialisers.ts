import { normal, type Rng, uniform } from '@collapse-bench/core';

/** Makes the first values of a parameter of `size` elements. */
export type Initialiser = (size: number, rng: Rng) => Float32Array;

export const zeros: Initialiser = (size) => new Float32Array(size);

export const ones: Initialiser = (size) => new Float32Array(size).fill(1);

/** Normal deviates of mean 0. */
export function normalValues(standardDeviation: number): Initialiser {
  return (size, rng) => Float32Array.from({ length: size }, () => standardDeviation * normal(rng));
}

/**
 * Uniform on (-1 / sqrt(fanIn), 1 / sqrt(fanIn)): how PyTorch begins weights and biases of Linear and of convolutions
 * (kaiming_uniform_ with a = sqrt 5).
 *
 * @param fanIn inputs of one output: columns of a linear map; input channels times kernel height times width of a convolution
 * @throws RangeError unless fanIn > 0
 */
export function fanInUniform(fanIn: number): Initialiser {
  if (!(fanIn > 0)) throw new RangeError(`expected a fan-in above 0, found ${fanIn}`);
  const bound = 1 / Math.sqrt(fanIn);
  return (size, rng) => Float32Array.from({ length: size }, () => bound * (2 * uniform(rng) - 1));
}
