import { ln, type Scorer } from '@collapse-bench/core';
import type { DiscreteParams } from './exact-fit.js';
import { type DiscretePoints, statesOf, tally } from './points.js';
import { nucleusThreshold } from './sampled-law.js';

/** Mass of p0 in its right states: all but the outer 5%, as of the tails elsewhere. */
const RIGHT_MASS = 0.95;

/** Which states are right: those at least as likely under p0 as the least of the fewest that hold 95% of it. */
export function rightStates(real: Float64Array): Uint8Array {
  const threshold = nucleusThreshold(real, RIGHT_MASS);
  return Uint8Array.from(real, (p) => Number(p >= threshold));
}

/** ln p of each state; -Infinity for dead ones. */
export function logProbabilities(probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => (p > 0 ? ln(p) : Number.NEGATIVE_INFINITY));
}

/**
 * Judges of single samples:
 * - reward: ln p0 of the sample's state. A stand-in for a human preference: people prefer what is typical of people.
 * - correct: whether the state is one of p0's densest 95% (`rightStates`).
 * - surprise: -ln p of the sample's state under the model.
 * - detector: the likelihood ratio of smoothed frequencies, g/(g + r), where r and g are (count + 1/2)/(n + states/2) of
 *   the state in the real and in the generated data (Krichevsky and Trofimov 1981). Nothing random about it.
 */
export function discreteScorer(real: Float64Array): Scorer<DiscretePoints, DiscreteParams> {
  const rewards = logProbabilities(real);
  const right = rightStates(real);
  const frequencies = (data: DiscretePoints) => {
    const counts = tally(statesOf(data), real.length);
    const total = statesOf(data).length + real.length / 2;
    return counts.map((count) => (count + 0.5) / total);
  };
  return {
    reward: (data) => Float64Array.from(statesOf(data), (state) => rewards[state]),
    correct: (data) => Uint8Array.from(statesOf(data), (state) => right[state]),
    surprise: ({ probabilities }, data) => {
      const logs = logProbabilities(probabilities);
      return Float64Array.from(statesOf(data), (state) => -logs[state]);
    },
    detector: (genuine, generated) => {
      const r = frequencies(genuine);
      const g = frequencies(generated);
      return (data) => Float64Array.from(statesOf(data), (state) => g[state] / (g[state] + r[state]));
    },
  };
}
