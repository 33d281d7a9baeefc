import { pow } from '@collapse-bench/core';

/** p_i ~ i^-exponent for i = 1..states; exponent 0 is uniform. */
export function zipf(states: number, exponent: number): Float64Array {
  const probabilities = Float64Array.from({ length: states }, (_, i) => pow(i + 1, -exponent));
  let total = 0;
  // From the smallest up: the sum keeps its digits.
  for (let i = states - 1; i >= 0; i--) total += probabilities[i];
  for (let i = 0; i < states; i++) probabilities[i] /= total;
  return probabilities;
}
