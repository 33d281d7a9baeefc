import { exp, ln, type SampleRequest } from '@collapse-bench/core';

/** How far short of p a nucleus may fall by rounding: sums of fractions of M are off by less. */
const NUCLEUS_SLACK = 1e-12;

/** The law that a model is sampled from: p itself unless the request says otherwise; the temperature first, then top-p. */
export function sampledLaw(probabilities: Float64Array, { temperature = 1, topP = 1 }: Partial<SampleRequest>): Float64Array {
  const warm = temperature === 1 ? probabilities : tempered(probabilities, temperature);
  return topP === 1 ? warm : nucleus(warm, topP);
}

/** p^(1/T), renormalised. States of probability 0 stay dead. */
export function tempered(probabilities: Float64Array, temperature: number): Float64Array {
  let largest = 0;
  for (let i = 0; i < probabilities.length; i++) largest = Math.max(largest, probabilities[i]);
  return normalised(probabilities.map((p) => (p > 0 ? exp(ln(p / largest) / temperature) : 0)));
}

/** The fewest states that hold a mass, renormalised (Holtzman et al. 1904.09751); of equal ones the first come first. */
export function nucleus(probabilities: Float64Array, mass: number): Float64Array {
  const kept = new Float64Array(probabilities.length);
  let held = 0;
  for (const state of byDescendingProbability(probabilities)) {
    if (held >= mass - NUCLEUS_SLACK) break;
    kept[state] = probabilities[state];
    held += probabilities[state];
  }
  return normalised(kept);
}

/** The probability of the least likely state that is needed to hold a mass. */
export function nucleusThreshold(probabilities: Float64Array, mass: number): number {
  let held = 0;
  let threshold = 0;
  for (const state of byDescendingProbability(probabilities)) {
    if (held >= mass - NUCLEUS_SLACK) break;
    threshold = probabilities[state];
    held += threshold;
  }
  return threshold;
}

function byDescendingProbability(probabilities: Float64Array): Uint32Array {
  return Uint32Array.from(probabilities, (_, i) => i).sort((a, b) => probabilities[b] - probabilities[a] || a - b);
}

/** Weights divided by their sum. */
export function normalised(weights: Float64Array): Float64Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  return weights.map((weight) => weight / total);
}
