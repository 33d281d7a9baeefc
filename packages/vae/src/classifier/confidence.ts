import { DIGITS } from './shape.js';

/**
 * How sure the classifier is of what it sees: its probability of the likeliest digit.
 *
 * @param probabilities [n, 10], row-major
 * @returns n numbers in [0.1, 1]
 */
export function confidences(probabilities: Float32Array): Float64Array {
  return Float64Array.from({ length: probabilities.length / DIGITS }, (_, image) => {
    let most = 0;
    for (let i = image * DIGITS; i < (image + 1) * DIGITS; i++) most = Math.max(most, probabilities[i]);
    return most;
  });
}
