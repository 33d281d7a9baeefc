import { exp, expm1, log1p } from '@collapse-bench/core';

/** Distinct probabilities beyond which the variance, a sum over pairs, is left out. */
const PAIR_LIMIT = 500;

/**
 * Mean and variance of W = sum_i a(p_i) 1{state i is unseen in M draws}: with q_i = (1 - p_i)^M (and not 1 - p_i, which
 * is the chance of dying out in the end),
 *
 *   E W = sum a_i q_i,   Cov of two = (1 - p_i - p_j)^M - q_i q_j.
 *
 * @param weight a, as a function of the probability
 * @returns `variance` is `undefined` beyond 500 distinct probabilities
 */
export function unseenStates(
  probabilities: Float64Array,
  samples: number,
  weight: (p: number) => number,
): { mean: number; variance: number | undefined } {
  const multiplicity = new Map<number, number>();
  for (const p of probabilities) if (p > 0) multiplicity.set(p, (multiplicity.get(p) ?? 0) + 1);
  const groups = [...multiplicity].map(([p, count]) => ({ p, count, a: weight(p), q: p === 1 ? 0 : exp(samples * log1p(-p)) }));

  let mean = 0;
  for (const { count, a, q } of groups) mean += count * a * q;
  if (groups.length > PAIR_LIMIT) return { mean, variance: undefined };

  let variance = 0;
  for (let i = 0; i < groups.length; i++) {
    const first = groups[i];
    if (first.q === 0) continue;
    variance += first.count * first.a * first.a * first.q * (1 - first.q);
    for (let j = i; j < groups.length; j++) {
      const second = groups[j];
      if (second.q === 0) continue;
      const pairs = i === j ? first.count * (first.count - 1) : 2 * first.count * second.count;
      if (pairs === 0) continue;
      // (1 - p - r) / ((1 - p)(1 - r)) = 1 - ratio; two states of mass 1 together have ratio 1.
      const ratio = Math.min(1, (first.p * second.p) / ((1 - first.p) * (1 - second.p)));
      const covariance = ratio === 1 ? -first.q * second.q : first.q * second.q * expm1(samples * log1p(-ratio));
      variance += pairs * first.a * second.a * covariance;
    }
  }
  return { mean, variance: Math.max(0, variance) };
}
