import type { BarsPicture, MetricContext } from '@collapse-bench/core';
import { expect, test } from 'vitest';
import type { DiscreteParams } from '../exact-fit.js';
import type { DiscreteTruth } from '../real/real-distribution.js';
import { probabilitiesPicture } from './probabilities.js';

test('the model and the real distribution on one scale', () => {
  const truth: DiscreteTruth = { probabilities: Float64Array.of(0.125, 0.2, 0.675), modes: undefined };
  const params: DiscreteParams = { probabilities: Float64Array.of(0, 0, 1) };
  const context = { params, truth } as MetricContext<DiscreteParams, DiscreteTruth>;
  const rng = { state: new Uint32Array(4) };
  const model = probabilitiesPicture.draw(context, rng) as BarsPicture;
  const real = probabilitiesPicture.drawReal!(context, rng) as BarsPicture;
  expect(model.heights).toEqual(params.probabilities);
  expect(real.heights).toEqual(truth.probabilities);
  // Never higher than a probability can be, else four real peaks.
  expect([model.y.range, real.y.range]).toEqual([
    [0, 1],
    [0, 1],
  ]);
  const flat = { probabilities: new Float64Array(100).fill(0.01), modes: undefined };
  expect((probabilitiesPicture.draw({ ...context, truth: flat }, rng) as BarsPicture).y.range).toEqual([0, 0.04]);
});
