import { streamAt, streamKey } from '@collapse-bench/core';
import { type DiscreteData, type DiscreteOptions, type DiscreteParams, discrete } from '@collapse-bench/discrete';
import type { Comparison, Side } from '../comparison.js';

const STATES = 1000;

/** One generation of the paper's Section 4.1 over Zipf's law on 1000 states. */
export const discreteComparison: Comparison = {
  name: 'discrete',
  title: "one generation over Zipf's law on 1000 states",
  rows: [
    {
      name: 'counts, M = 1e9 (rng.multinomial)',
      unit: 'states',
      work: STATES,
      ours: () => generation('sufficient-statistics', 1e9),
      peer: 'discrete-counts',
      tolerance: 0.1,
    },
    {
      name: 'points, M = 1e6 (rng.choice, bincount)',
      unit: 'samples',
      work: 1_000_000,
      ours: () => generation('points', 1e6),
      peer: 'discrete-points',
      tolerance: 3,
    },
  ],
};

/** Draws from the real distribution every time, so that no state dies and the work stays the same. */
function generation(representation: DiscreteOptions['representation'], count: number): Side {
  const { model, truth } = discrete.create({ representation, real: { kind: 'zipf', states: STATES, exponent: 1 } });
  const rng = streamAt(streamKey(1, 'peers/discrete'), 0);
  const real = { probabilities: truth.probabilities };
  let fitted: DiscreteParams = real;
  return {
    run: () => {
      const data = model.sample(real, { count }, rng) as DiscreteData;
      fitted = (model.fit({ data }, rng, undefined) as { params: DiscreteParams }).params;
    },
    agree: () => fitted.probabilities.reduce((mean, probability, state) => mean + probability * state, 0),
  };
}
