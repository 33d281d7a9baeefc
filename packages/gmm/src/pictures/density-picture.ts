import {
  asMixture,
  type CurvePicture,
  type GaussianMixture,
  type PictureDefinition,
  type RealTruth,
  spreadGenerations,
} from '@collapse-bench/core';
import { fittedMixture } from '../metrics/fitted-mixture.js';
import type { GmmParams } from '../params.js';
import { densityCurve, mixtureDensity } from './mixture-density.js';

const GENERATIONS = 6;
/** How high the chart is, in real peaks: components grow without bound as they shrink. */
const HEIGHT = 2.5;
/** How far it reaches beyond the real means, in standard deviations. */
const REACH = 5;

/** Densities of models in one dimension, beside the real one. */
export const densityPicture: PictureDefinition<GmmParams, RealTruth> = {
  id: 'density',
  title: 'Density of the model, by generation',
  generations: (observed) => spreadGenerations(observed, GENERATIONS),
  draw: ({ params, truth }) => curve(fittedMixture(params, truth), truth),
  drawReal: ({ truth }) => curve(asMixture(truth.components, truth.dimension), truth),
};

function curve(mixture: GaussianMixture, truth: RealTruth): CurvePicture {
  const real = asMixture(truth.components, truth.dimension);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let peak = 0;
  for (const { mean, covariance } of truth.components) {
    const reach = REACH * Math.sqrt(covariance[0]);
    low = Math.min(low, mean[0] - reach);
    high = Math.max(high, mean[0] + reach);
    peak = Math.max(peak, mixtureDensity(real, mean[0]));
  }
  const top = HEIGHT * peak;
  return {
    kind: 'curve',
    x: { label: 'x', range: [low, high] },
    y: { label: 'density', range: [0, top] },
    points: densityCurve(mixture, low, high, 2 * top),
  };
}
