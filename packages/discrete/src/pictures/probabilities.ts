import { type CurvePicture, type PictureDefinition, spreadGenerations } from '@collapse-bench/core';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';

const GENERATIONS = 6;
/** How high the chart is, in largest real probabilities: at the end one state has all the mass. */
const HEIGHT = 4;

/** The model's histogram, one step a state, beside the real one (Fig. 3 of Shumailov et al. 2305.17493). */
export const probabilitiesPicture: PictureDefinition<DiscreteParams, DiscreteTruth> = {
  id: 'probabilities',
  title: 'Probability of each state, by generation',
  generations: (observed) => spreadGenerations(observed, GENERATIONS),
  draw: ({ params, truth }) => steps(params.probabilities, truth),
  drawReal: ({ truth }) => steps(truth.probabilities, truth),
};

/** Two points a state, its left and its right edge. */
function steps(probabilities: Float64Array, truth: DiscreteTruth): CurvePicture {
  let largest = 0;
  for (const probability of truth.probabilities) largest = Math.max(largest, probability);
  const points = new Float64Array(4 * probabilities.length);
  for (let i = 0; i < probabilities.length; i++) points.set([i, probabilities[i], i + 1, probabilities[i]], 4 * i);
  return {
    kind: 'curve',
    x: { label: 'state', range: [0, probabilities.length] },
    y: { label: 'probability', range: [0, Math.min(1, HEIGHT * largest)] },
    points,
  };
}
