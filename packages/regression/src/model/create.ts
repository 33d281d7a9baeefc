import { permutation, type Rng, type SystemInstance } from '@collapse-bench/core';
import type { LabelledRows } from '../data.js';
import type { RegressionOptions } from '../options.js';
import type { RegressionParams } from '../params.js';
import { type RegressionTruth, regressionTruth } from '../truth.js';
import { drawLabels, drawRows, repeatRows } from './labels.js';
import { leastSquares } from './least-squares.js';
import { rowSpace } from './row-space.js';
import { regressionScorer } from './scorer.js';

export function createRegression(options: RegressionOptions): SystemInstance<LabelledRows, RegressionParams, RegressionTruth> {
  const truth = regressionTruth(options);
  const { dimension, spectrum, noiseVariance } = truth;
  const { estimator } = options;
  const space = rowSpace(dimension);
  const label = (x: Float64Array, coefficients: Float64Array, variance: number, topP: number, rng: Rng): LabelledRows => {
    const y = drawLabels(x, coefficients, variance, topP, rng);
    return { count: y.length, x, y };
  };
  const estimate = (data: LabelledRows) =>
    leastSquares(data, dimension, estimator.kind === 'ridge' ? estimator.lambda * totalWeight(data) : 0);
  return {
    space,
    source: { sample: (count, rng) => label(drawRows(count, spectrum, rng), truth.coefficients, noiseVariance, 1, rng) },
    model: {
      fit: ({ data }, _rng, previous) => {
        const coefficients = estimate(data);
        if (options.design.kind === 'fresh') return { params: { coefficients } };
        return { params: { coefficients, design: previous?.design ?? data.x } };
      },
      // p(y | x)^(1/T) is normal with T times the variance, and its densest region an interval around the mean.
      sample: ({ coefficients, design }, { count, temperature = 1, topP = 1, exchangeable = false }, rng) => {
        const x = design === undefined ? drawRows(count, spectrum, rng) : repeatRows(design, dimension, count, rng);
        const data = label(x, coefficients, temperature * noiseVariance, topP, rng);
        // The rows of a fixed design come one after the other.
        return exchangeable && design !== undefined ? space.pick!(data, permutation(rng, count)) : data;
      },
      sampling: ['temperature', 'top-p'],
    },
    truth,
    scorer: regressionScorer(truth, estimate),
  };
}

function totalWeight({ count, weights }: LabelledRows): number {
  return weights === undefined ? count : weights.reduce((sum, weight) => sum + weight, 0);
}
