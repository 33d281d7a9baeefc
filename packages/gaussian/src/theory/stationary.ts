/** Where a chain with fresh real data settles, in units of the real variance. */
export interface Stationary {
  /** Var m = E (m - mu_0)^2. */
  readonly shift: number;
  /** E s^2. */
  readonly variance: number;
}

/**
 * G4: the stationary moments with a fraction gamma of fresh real data a generation, one dimension, unbiased sampling.
 * gamma is the true share: n/M for fixed counts of n real samples.
 *
 * @returns undefined where the stationary moments do not exist (ddof = 1 and gamma too small)
 */
export function freshRealStationary(
  samples: number,
  gamma: number,
  counts: 'fixed' | 'iid',
  ddof: 0 | 1,
): Stationary | undefined {
  const kept = 1 - gamma;
  const pull = gamma * (2 - gamma);
  if (ddof === 0) {
    const divisor = (counts === 'fixed' ? kept : kept * kept) + samples * pull;
    return { shift: 1 / divisor, variance: 1 - 1 / divisor };
  }
  if (counts === 'iid') {
    const divisor = samples * pull - kept;
    return divisor > 0 ? { shift: 1 / divisor, variance: 1 + kept / divisor } : undefined;
  }
  const divisor = (samples - 1) * pull - kept * kept;
  return divisor > 0 ? { shift: (samples - 1) / (samples * divisor), variance: 1 + kept / divisor } : undefined;
}
