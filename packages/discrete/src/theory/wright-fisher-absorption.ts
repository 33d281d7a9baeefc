import { walk } from '@collapse-bench/core';
import { type AbsorbingChain, applyFundamental } from './absorbing-chain.js';
import { binomialProbabilities } from './binomial-probabilities.js';

/**
 * Absorption of a resampled distribution with any number of states. "State i holds all mass" concerns state i against the
 * rest alone, and these events exclude each other, so the two-state chain of size M answers for all of them:
 *
 *   P(T > k) = sum_i [p_i - P(X_i(k) = M)],
 *
 * for sum_i p_i = 1. Below, `pending` is the chance that a state takes over in the end but has not yet.
 */

/** The two-state chain: row x holds P(Bin(M, x / M) = y) for x, y = 1..M-1; absorbing states are 0 and M. */
export function twoStateChain(samples: number): AbsorbingChain {
  const n = samples - 1;
  const q = new Float64Array(n * n);
  const r = new Float64Array(n * 2);
  for (let x = 1; x < samples; x++) {
    const row = binomialProbabilities(samples, x / samples);
    q.set(row.subarray(1, samples), (x - 1) * n);
    r[(x - 1) * 2] = row[0];
    r[(x - 1) * 2 + 1] = row[samples];
  }
  return { transient: n, absorbing: 2, q, r };
}

/** Expected number of states with each count 1..M-1 in the first sample. */
function firstCounts(probabilities: Float64Array, samples: number): Float64Array {
  const expected = new Float64Array(samples - 1);
  for (const p of probabilities) {
    const row = binomialProbabilities(samples, p);
    for (let x = 1; x < samples; x++) expected[x - 1] += row[x];
  }
  return expected;
}

/** P(a state at count x takes over in the end) = x / M, none of them having done so yet. */
function initiallyPending(samples: number): Float64Array {
  return Float64Array.from({ length: samples - 1 }, (_, i) => (i + 1) / samples);
}

/** One resampling backwards: Q values. */
function step(chain: AbsorbingChain, values: Float64Array): Float64Array {
  const n = chain.transient;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += chain.q[i * n + j] * values[j];
    out[i] = sum;
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The state of survival after k fits. */
export interface Survival {
  /** P(T > k), where T is the first generation whose fit has all mass on one state (1: the fit to real data). */
  readonly alive: number;
  /** E min(T, k) = sum of P(T > j) over j < k. */
  readonly restricted: number;
  /** E min(T, k)^2 = sum of (2j + 1) P(T > j) over j < k. */
  readonly restrictedSquared: number;
  /** By the count in the k-th sample: P(the state takes over in the end but has not yet). */
  readonly pending: Float64Array;
}

/**
 * Survival by the number of fits, 1 or more. Cost O(k M^2).
 *
 * @param samples M, 2..1000
 */
export function survival(probabilities: Float64Array, samples: number): (fits: number) => Survival {
  const chain = twoStateChain(samples);
  const first = firstCounts(probabilities, samples);
  const start = initiallyPending(samples);
  return walk({ alive: dot(first, start), restricted: 1, restrictedSquared: 1, pending: start }, (from, k) => {
    const pending = step(chain, from.pending);
    return {
      alive: dot(first, pending),
      restricted: from.restricted + from.alive,
      restrictedSquared: from.restrictedSquared + (2 * k + 1) * from.alive,
      pending,
    };
  });
}

/** Mean and variance of T, by the fundamental matrix. Cost O(M^3). */
export function absorptionTime(probabilities: Float64Array, samples: number): { mean: number; variance: number } {
  const chain = twoStateChain(samples);
  const first = firstCounts(probabilities, samples);
  const g = applyFundamental(chain, initiallyPending(samples));
  const g2 = applyFundamental(chain, g);
  // E T = sum_k P(T > k); E T^2 = sum_k (2k + 1) P(T > k).
  const excess = dot(first, g);
  const mean = 1 + excess;
  const square = 1 + excess + 2 * dot(first, g2);
  return { mean, variance: square - mean * mean };
}

/**
 * P(a state of probability p0 holds all mass after k fits), by p0 and k >= 1. Tends to p0: "the probability of ending up at a
 * certain state is equal to the probability of sampling said state from the original distribution" (Section 4.1).
 */
export function fixation(samples: number): (p0: number, fits: number) => number {
  const chain = twoStateChain(samples);
  const atOnce: Float64Array = Float64Array.from({ length: samples - 1 }, (_, i) => chain.r[2 * i + 1]);
  /** P(fixed within g resamplings) from each count. */
  const fixed = walk(atOnce, (values) => {
    const next = step(chain, values);
    for (let i = 0; i < next.length; i++) next[i] += atOnce[i];
    return next;
  });
  return (p0, fits) => {
    const row = binomialProbabilities(samples, p0);
    return fits === 1 ? row[samples] : row[samples] + dot(row.subarray(1, samples), fixed(fits - 1));
  };
}
