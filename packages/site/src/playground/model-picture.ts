import {
  type CurvePicture,
  type MetricContext,
  type Picture,
  type PictureDefinition,
  type Rng,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import type { Scenario } from './scenario.js';

/** A picture of a model, or nothing to see. */
type Drawn = Promise<Picture | undefined>;

export interface ModelPictures {
  /** The model of one generation of replicate 0. */
  model(context: MetricContext<any, any>): Drawn;
  /** The real distribution that it should be. */
  real(context: MetricContext<any, any>): Drawn;
}

const DENSITY_POINTS = 121;
/** What is shown, in standard deviations around the real mean. */
const REACH = 4;
/** How high the chart is, in real peaks: a model's peak grows without bound as its spread shrinks. */
const HEIGHT = 3;

/** Pictures of the system's own where it has some, drawn from the streams that runs draw theirs from; else its normal density. */
export function modelPictures(
  scenario: Scenario,
  definition: PictureDefinition<any, any> | undefined,
): ModelPictures | undefined {
  if (definition === undefined) return scenario.system.id === 'gaussian' ? normalPictures : undefined;
  const key = streamKey(scenario.seed, `replicate=0/picture=${definition.id}`);
  const rng = (): Rng => streamAt(key, 0);
  return {
    model: async (context) => definition.draw(context, rng()),
    real: async (context) => definition.drawReal?.(context, rng()),
  };
}

const normalPictures: ModelPictures = {
  model: async ({ params, truth }) => normalCurve(params.mean[0], params.covariance[0], truth),
  real: async ({ truth }) => normalCurve(truth.mean[0], truth.covariance[0], truth),
};

interface Moments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

function normalCurve(mean: number, variance: number, truth: Moments): CurvePicture {
  const sd = Math.sqrt(truth.covariance[0]);
  const low = truth.mean[0] - REACH * sd;
  const high = truth.mean[0] + REACH * sd;
  const top = HEIGHT / (sd * Math.sqrt(2 * Math.PI));
  const points = new Float64Array(2 * DENSITY_POINTS);
  for (let i = 0; i < DENSITY_POINTS; i++) {
    const x = low + ((high - low) * i) / (DENSITY_POINTS - 1);
    const z = (x - mean) / Math.sqrt(variance);
    points[2 * i] = x;
    points[2 * i + 1] = variance > 0 ? Math.min(2 * top, Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI * variance)) : 0;
  }
  return { kind: 'curve', x: { label: 'x', range: [low, high] }, y: { label: 'density', range: [0, top] }, points };
}
