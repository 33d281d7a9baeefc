import { solveLinear } from '@collapse-bench/core';

/**
 * An absorbing Markov chain in the paper's canonical form (A.1): Q between transient states, R from transient to
 * absorbing ones.
 */
export interface AbsorbingChain {
  readonly transient: number;
  readonly absorbing: number;
  /** transient x transient. */
  readonly q: Float64Array;
  /** transient x absorbing. */
  readonly r: Float64Array;
}

/** (I - Q)^-1 b: the fundamental matrix N applied to one column or several (transient x m, row-major). */
export function applyFundamental(chain: AbsorbingChain, b: Float64Array): Float64Array {
  const n = chain.transient;
  const a = chain.q.map((value, i) => (i % (n + 1) === 0 ? 1 : 0) - value);
  return solveLinear(a, n, b);
}

/** Expected number of steps to absorption from each transient state: t = N 1. */
export function expectedSteps(chain: AbsorbingChain): Float64Array {
  return applyFundamental(chain, new Float64Array(chain.transient).fill(1));
}

/** Variance of the number of steps to absorption from each transient state: (2 N - I) t - t^2. */
export function stepsVariance(chain: AbsorbingChain): Float64Array {
  const t = expectedSteps(chain);
  const nt = applyFundamental(chain, t);
  return t.map((value, i) => 2 * nt[i] - value - value * value);
}

/** Probability of ending in each absorbing state from each transient one: B = N R, transient x absorbing. */
export function absorptionProbabilities(chain: AbsorbingChain): Float64Array {
  return applyFundamental(chain, chain.r);
}
