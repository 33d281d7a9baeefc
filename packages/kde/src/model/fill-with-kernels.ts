import { fillNormal, type Rng } from '@collapse-bench/core';

/**
 * Overwrites `out` with draws from N(centre, F F'), each around a centre of its own choice. In O(d^2) a draw; all the normal
 * deviates come first, then the choices.
 *
 * @param out n*d, row-major
 * @param factor F, d*d
 * @param choose row of `centres` for the next draw
 * @param centres m*d, row-major
 */
export function fillWithKernels(
  out: Float64Array,
  factor: Float64Array,
  dimension: number,
  choose: () => number,
  centres: Float64Array,
  rng: Rng,
): void {
  if (dimension === 1) {
    fillNormal(rng, out, 0, Math.abs(factor[0]));
    for (let i = 0; i < out.length; i++) out[i] += centres[choose()];
    return;
  }
  fillNormal(rng, out);
  const deviates = new Float64Array(dimension);
  for (let row = 0; row < out.length; row += dimension) {
    for (let i = 0; i < dimension; i++) deviates[i] = out[row + i];
    const centre = choose() * dimension;
    for (let i = 0; i < dimension; i++) {
      let sum = centres[centre + i];
      for (let j = 0; j < dimension; j++) sum += factor[i * dimension + j] * deviates[j];
      out[row + i] = sum;
    }
  }
}
