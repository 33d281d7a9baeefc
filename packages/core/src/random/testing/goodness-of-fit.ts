// Pearson's test, for the tests of the random laws.

/** Which bin holds `value`: the first whose upper end (inclusive, ascending) is not below it; -1 beyond the last. */
export function binOf(ends: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < ends.length ? low : -1;
}

/** Pearson's chi-square over bins whose expected counts are draws * probabilities. */
export function pearson(counts: readonly number[], probabilities: readonly number[], draws: number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = draws * probabilities[i];
    sum += (counts[i] - expected) ** 2 / expected;
  }
  return sum;
}

/** The chi-square quantile `z` normal standard deviations out (Wilson and Hilferty 1931). */
export function chiSquareBound(degreesOfFreedom: number, z: number): number {
  const spread = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - spread + z * Math.sqrt(spread)) ** 3;
}
