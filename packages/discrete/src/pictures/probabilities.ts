import { type BarsPicture, type PictureDefinition, spreadGenerations } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

/** Beside the real distribution, two rows of four. */
const GENERATIONS = 7;
/** How high the chart is, in largest real probabilities: at the end one state has all the mass. */
const HEIGHT = 4;

/** The model's histogram beside the real one (Fig. 3 of Shumailov et al. 2305.17493). */
export const probabilitiesPicture: PictureDefinition<DiscreteParams, DiscreteTruth> = {
  id: 'probabilities',
  title: 'Probability of each state, by generation',
  generations: (observed) => spreadGenerations(observed, GENERATIONS),
  draw: ({ params, truth }) => histogram(params.probabilities, truth),
  drawReal: ({ truth }) => histogram(truth.probabilities, truth),
};

function histogram(probabilities: Float64Array, truth: DiscreteTruth): BarsPicture {
  let largest = 0;
  for (const probability of truth.probabilities) largest = Math.max(largest, probability);
  return {
    kind: 'bars',
    x: { label: 'state' },
    y: { label: 'probability', range: [0, Math.min(1, HEIGHT * largest)] },
    heights: probabilities,
  };
}
