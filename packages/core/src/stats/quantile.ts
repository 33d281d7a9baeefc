/**
 * Quantile of sorted values, Hyndman and Fan's (1996) type 7: linear between the order statistics, x_(1 + (n - 1) p). The
 * default of R and NumPy.
 *
 * @param sorted ascending, without NaN
 * @param probability from 0 (the minimum) to 1 (the maximum)
 * @throws RangeError when there is no value or the probability is outside [0, 1]
 */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) throw new RangeError('expected at least one value, found none');
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`expected a probability from 0 to 1, found ${probability}`);
  const position = (sorted.length - 1) * probability;
  const index = Math.floor(position);
  const low = sorted[index];
  const fraction = position - index;
  // Also keeps infinities, whose difference is not a number, apart.
  if (fraction === 0 || sorted[index + 1] === low) return low;
  const gap = sorted[index + 1] - low;
  return fraction < 0.5 ? low + gap * fraction : sorted[index + 1] - gap * (1 - fraction);
}

/**
 * Quantile of values in any order (see `quantileOfSorted`); sorts a copy.
 *
 * @throws RangeError when there is no value, one is NaN, or the probability is outside [0, 1]
 */
export function quantile(values: Float64Array, probability: number): number {
  return quantileOfSorted(sortedCopy(values), probability);
}

/**
 * The middle value, or the mean of the two in the middle.
 *
 * @throws RangeError when there is no value or one is NaN
 */
export function median(values: Float64Array): number {
  return quantile(values, 0.5);
}

function sortedCopy(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  // NaN sorts to the end.
  if (Number.isNaN(sorted[sorted.length - 1])) throw new RangeError('expected numbers, found NaN');
  return sorted;
}
