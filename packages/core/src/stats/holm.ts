export interface HolmResult {
  /** Adjusted p-values in the order given: the smallest family-wise level at which each hypothesis is rejected. */
  readonly adjusted: Float64Array;
  /** Whether each is rejected at the family-wise level `alpha`. */
  readonly rejected: readonly boolean[];
}

/**
 * Holm's (1979) step-down method: controls the chance of any false rejection at `alpha` whatever the dependence. The i-th
 * smallest of n p-values is multiplied by n - i + 1 (i from 1), and no adjusted value is below that of a smaller p-value.
 *
 * @throws RangeError when there is no p-value, or one or `alpha` is outside [0, 1]
 */
export function holm(pValues: ArrayLike<number>, alpha: number): HolmResult {
  const n = pValues.length;
  if (n === 0) throw new RangeError('expected at least one p-value, found none');
  if (!(alpha >= 0 && alpha <= 1)) throw new RangeError(`alpha: expected a number from 0 to 1, found ${alpha}`);
  for (let i = 0; i < n; i++) {
    if (!(pValues[i] >= 0 && pValues[i] <= 1)) throw new RangeError(`p-values: expected 0 to 1, found ${pValues[i]} at ${i}`);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => pValues[i] - pValues[j] || i - j);
  const adjusted = new Float64Array(n);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (n - rank) * pValues[index]));
    adjusted[index] = largest;
  });
  return { adjusted, rejected: Array.from(adjusted, (p) => p <= alpha) };
}
