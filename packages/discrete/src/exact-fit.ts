/** What the model learns. Plain data. */
export interface DiscreteParams {
  /** Float64Array[states], summing to 1 up to rounding. */
  readonly probabilities: Float64Array;
}

/**
 * The exact fit p = counts / M: no functional error (Section 4.1 of Shumailov et al. 2305.17493, F(p) = p), so what
 * collapses does so by sampling alone.
 *
 * @param counts Float64Array[states]
 * @throws RangeError for an empty data set
 */
export function exactFit(counts: Float64Array): DiscreteParams {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  if (!(total > 0)) throw new RangeError(`exactFit: expected at least one sample, found ${total}`);
  const probabilities = new Float64Array(counts.length);
  for (let i = 0; i < counts.length; i++) probabilities[i] = counts[i] / total;
  return { probabilities };
}

/** Whether one state has all the mass. counts / M is 1 only where the count is M, for M up to 2^53. */
export function isPointMass({ probabilities }: DiscreteParams): boolean {
  return probabilities.includes(1);
}
