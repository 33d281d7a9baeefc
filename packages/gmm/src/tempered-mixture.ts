import { cholesky, exp, type GaussianMixture, ln, logDeterminantFromCholesky } from '@collapse-bench/core';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

export interface TemperedMixture {
  /** q: every component of p to the power 1/T, a normal of T times the covariance. */
  readonly mixture: GaussianMixture;
  /** ln of a number B with p^(1/T) <= B q everywhere, and p^(1/T) >= B q / k^|1/T - 1|. */
  readonly logBound: number;
}

/**
 * A mixture that covers p^(1/T), whose own law is no mixture of normals. With a_j = w_j N(m_j, S_j) and s = 1/T,
 * a_j^s = w_j^s ((2 pi)^d |S_j|)^((1 - s)/2) T^(d/2) N(m_j, T S_j), and (sum a_j)^s <= sum a_j^s for s <= 1,
 * <= k^(s - 1) sum a_j^s for s >= 1 (concavity and convexity of x^s).
 *
 * @returns undefined where a covariance is singular, so that there is no density
 */
export function temperedMixture(p: GaussianMixture, temperature: number): TemperedMixture | undefined {
  const { dimension, weights, means, covariances } = p;
  const power = 1 / temperature;
  const square = dimension * dimension;
  const factor = new Float64Array(square);
  const logs = new Float64Array(weights.length);
  for (let j = 0; j < weights.length; j++) {
    if (!cholesky(covariances.subarray(j * square, (j + 1) * square), dimension, factor)) return undefined;
    const volume = dimension * LN_TWO_PI + logDeterminantFromCholesky(factor, dimension);
    logs[j] = power * ln(weights[j]) + 0.5 * (1 - power) * volume + 0.5 * dimension * ln(temperature);
  }
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const shares = logs.map((log) => exp(log - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    mixture: {
      dimension,
      weights: shares.map((share) => share / total),
      means,
      covariances: covariances.map((entry) => temperature * entry),
    },
    logBound: largest + ln(total) + Math.max(0, power - 1) * ln(weights.length),
  };
}
