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

/** One resampling backwards: out = Q values. */
function step(chain: AbsorbingChain, values: Float64Array, out: Float64Array): void {
  const n = chain.transient;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += chain.q[i * n + j] * values[j];
    out[i] = sum;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * P(T > k) for k = 0..last, where T is the first generation whose fit has all mass on one state (1: the fit to real
 * data). Cost O(last M^2).
 *
 * @param samples M, 2..1000
 */
export function survivalCurve(probabilities: Float64Array, samples: number, last: number): Float64Array {
  const chain = twoStateChain(samples);
  const first = firstCounts(probabilities, samples);
  const curve = new Float64Array(last + 1);
  curve[0] = 1;
  let pending: Float64Array = initiallyPending(samples);
  let next: Float64Array = new Float64Array(samples - 1);
  for (let k = 1; k <= last; k++) {
    curve[k] = dot(first, pending);
    step(chain, pending, next);
    [pending, next] = [next, pending];
  }
  return curve;
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
 * P(a state of probability p0 holds all mass after k fits), k >= 1. Tends to p0: "the probability of ending up at a
 * certain state is equal to the probability of sampling said state from the original distribution" (Section 4.1).
 */
export function fixationProbability(p0: number, samples: number, k: number): number {
  const chain = twoStateChain(samples);
  let values: Float64Array = Float64Array.from({ length: samples - 1 }, (_, i) => chain.r[2 * i + 1]);
  let next: Float64Array = new Float64Array(samples - 1);
  const row = binomialProbabilities(samples, p0);
  if (k === 1) return row[samples];
  // `values` is P(fixed within g resamplings) from each count.
  for (let g = 1; g < k - 1; g++) {
    step(chain, values, next);
    for (let i = 0; i < next.length; i++) next[i] += chain.r[2 * i + 1];
    [values, next] = [next, values];
  }
  return row[samples] + dot(row.subarray(1, samples), values);
}
