import { exp, gammaln, ln, pow } from '@collapse-bench/core';
import { normalised } from '../sampled-law.js';
import { compositionsOf } from './composition-chain.js';

/**
 * The best of K independent draws by reward: K p(x) F(r(x))^(K-1) without ties (Ferbach et al. 2407.09499); a level of
 * equal rewards takes F(r)^K - F(r-)^K, shared by probability.
 */
export function argmaxLaw(probabilities: Float64Array, rewards: Float64Array, candidates: number): Float64Array {
  const law = new Float64Array(probabilities.length);
  let below = 0;
  for (const level of levels(rewards)) {
    let mass = 0;
    for (const state of level) mass += probabilities[state];
    if (mass === 0) continue;
    const wins = pow(below + mass, candidates) - pow(below, candidates);
    for (const state of level) law[state] = (probabilities[state] / mass) * wins;
    below += mass;
  }
  return normalised(law);
}

/**
 * One of K independent draws, chosen with probability ~ e^(r/T): the mean over the multinomial counts n of the K of
 * n_i e_i / sum n_j e_j, exactly. The cost is the number of compositions of K into the living states.
 */
export function softmaxLaw(
  probabilities: Float64Array,
  rewards: Float64Array,
  candidates: number,
  temperature: number,
): Float64Array {
  const alive = [...probabilities.keys()].filter((state) => probabilities[state] > 0);
  const odds = oddsOf(rewards, alive, temperature);
  const logs = alive.map((state) => ln(probabilities[state]));
  const law = new Float64Array(probabilities.length);
  for (const counts of compositionsOf(candidates, alive.length)) {
    let log = gammaln(candidates + 1);
    let total = 0;
    counts.forEach((count, i) => {
      if (count > 0) log += count * logs[i] - gammaln(count + 1);
      total += count * odds[i];
    });
    const chance = exp(log);
    // Odds that have all underflowed beside the best state's, which is not among these K: they are as good as equal.
    counts.forEach((count, i) => {
      law[alive[i]] += chance * (total > 0 ? (count * odds[i]) / total : count / candidates);
    });
  }
  return normalised(law);
}

/** softmaxLaw as K grows: p e^(r/T) / E e^(r/T) (Ferbach et al. 2407.09499). */
export function softmaxLimit(probabilities: Float64Array, rewards: Float64Array, temperature: number): Float64Array {
  const alive = [...probabilities.keys()].filter((state) => probabilities[state] > 0);
  const odds = oddsOf(rewards, alive, temperature);
  const law = new Float64Array(probabilities.length);
  alive.forEach((state, i) => {
    law[state] = probabilities[state] * odds[i];
  });
  return normalised(law);
}

/** Right states kept with probability phi, wrong ones with psi (Feng et al. 2406.07515); undefined where none is kept. */
export function verifiedLaw(
  probabilities: Float64Array,
  right: Uint8Array,
  keepRight: number,
  keepWrong: number,
): Float64Array | undefined {
  const kept = probabilities.map((p, state) => p * (right[state] === 1 ? keepRight : keepWrong));
  return kept.some((mass) => mass > 0) ? normalised(kept) : undefined;
}

/** The least likely states that hold a fraction of all samples; a level of equal ones is kept in part. */
export function surprisingLaw(probabilities: Float64Array, keep: number): Float64Array {
  const law = new Float64Array(probabilities.length);
  let left = keep;
  for (const level of levels(probabilities)) {
    let mass = 0;
    for (const state of level) mass += probabilities[state];
    if (mass === 0) continue;
    const part = Math.min(1, left / mass);
    for (const state of level) law[state] = probabilities[state] * part;
    left -= mass * part;
    if (left <= 0) break;
  }
  return normalised(law);
}

/** Resampled by an ideal detector of confidence q/(p0 + q), no cap binding: q (p0/(p0 + q))^power, renormalised. */
export function detectedLaw(probabilities: Float64Array, real: Float64Array, power: number): Float64Array {
  return normalised(probabilities.map((q, state) => (q > 0 ? q * pow(real[state] / (real[state] + q), power) : 0)));
}

/** e^((r - best)/T) of these states. */
function oddsOf(rewards: Float64Array, states: readonly number[], temperature: number): number[] {
  const best = Math.max(...states.map((state) => rewards[state]));
  return states.map((state) => (rewards[state] === best ? 1 : exp((rewards[state] - best) / temperature)));
}

/** States grouped by equal value, in ascending order of value. */
function levels(values: Float64Array): number[][] {
  const order = [...values.keys()].sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));
  const groups: number[][] = [];
  for (const state of order) {
    const last = groups[groups.length - 1];
    if (last !== undefined && values[last[0]] === values[state]) last.push(state);
    else groups.push([state]);
  }
  return groups;
}
