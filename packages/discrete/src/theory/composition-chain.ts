import { exp, gammaln, ln } from '@collapse-bench/core';
import type { AbsorbingChain } from './absorbing-chain.js';

/** The paper's chain of Section 4.1: counts of M samples over the states, refitted and resampled. */
export interface CompositionChain extends AbsorbingChain {
  /** The transient compositions of M, each as `states` counts, in the order of the rows of Q. */
  readonly compositions: readonly Uint32Array[];
}

/** All ways to write `total` as `parts` ordered non-negative counts. */
export function compositionsOf(total: number, parts: number): Uint32Array[] {
  if (parts === 1) return [Uint32Array.of(total)];
  const all: Uint32Array[] = [];
  for (let head = 0; head <= total; head++) {
    for (const tail of compositionsOf(total - head, parts - 1)) all.push(Uint32Array.of(head, ...tail));
  }
  return all;
}

/** P(Mult(M, weights / M) = counts), where `weights` are counts as well; `logs` holds ln j, `logFactorials` ln j!. */
function multinomialProbability(
  counts: Uint32Array,
  weights: Uint32Array,
  logs: Float64Array,
  logFactorials: Float64Array,
): number {
  const samples = logs.length - 1;
  let log = logFactorials[samples];
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    if (weights[i] === 0) return 0;
    log += counts[i] * (logs[weights[i]] - logs[samples]) - logFactorials[counts[i]];
  }
  return exp(log);
}

/**
 * The full transition matrix over compositions of M, absorbing states last: state s of the distribution is absorbing
 * state s of the chain. Its size is binomial(M + states - 1, states - 1): for two or three states and small M.
 *
 * @throws RangeError beyond 2000 compositions, where solving the chain would take seconds
 */
export function compositionChain(states: number, samples: number): CompositionChain {
  const all = compositionsOf(samples, states);
  if (all.length > 2000) {
    throw new RangeError(
      `compositionChain: expected at most 2000 compositions, found ${all.length}; take fewer samples or states`,
    );
  }
  const compositions = all.filter((counts) => !counts.includes(samples));
  const logs = Float64Array.from({ length: samples + 1 }, (_, j) => ln(j));
  const logFactorials = Float64Array.from({ length: samples + 1 }, (_, j) => gammaln(j + 1));
  const n = compositions.length;
  const q = new Float64Array(n * n);
  const r = new Float64Array(n * states);
  compositions.forEach((from, row) => {
    compositions.forEach((to, column) => {
      q[row * n + column] = multinomialProbability(to, from, logs, logFactorials);
    });
    for (let s = 0; s < states; s++) {
      const to = new Uint32Array(states);
      to[s] = samples;
      r[row * states + s] = multinomialProbability(to, from, logs, logFactorials);
    }
  });
  return { transient: n, absorbing: states, q, r, compositions };
}
