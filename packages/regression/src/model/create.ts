import { ln, type Rng, type SystemInstance } from '@collapse-bench/core';
import type { LabelledRows } from '../data.js';
import type { RegressionOptions } from '../options.js';
import type { RegressionParams } from '../params.js';
import { type RegressionTruth, regressionTruth } from '../truth.js';
import { drawLabels, drawRows, repeatRows } from './labels.js';
import { leastSquares } from './least-squares.js';
import { rowSpace } from './row-space.js';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

export function createRegression(options: RegressionOptions): SystemInstance<LabelledRows, RegressionParams, RegressionTruth> {
  const truth = regressionTruth(options);
  const { dimension, spectrum, noiseVariance } = truth;
  const { estimator } = options;
  const label = (x: Float64Array, coefficients: Float64Array, rng: Rng): LabelledRows => {
    const y = drawLabels(x, coefficients, noiseVariance, rng);
    return { count: y.length, x, y };
  };
  return {
    space: rowSpace(dimension),
    source: { sample: (count, rng) => label(drawRows(count, spectrum, rng), truth.coefficients, rng) },
    model: {
      fit: ({ data }, _rng, previous) => {
        const penalty = estimator.kind === 'ridge' ? estimator.lambda * totalWeight(data) : 0;
        const coefficients = leastSquares(data, dimension, penalty);
        if (options.design.kind === 'fresh') return { params: { coefficients } };
        return { params: { coefficients, design: previous?.design ?? data.x } };
      },
      sample: ({ coefficients, design }, { count }, rng) => {
        const x = design === undefined ? drawRows(count, spectrum, rng) : repeatRows(design, dimension, count, rng);
        return label(x, coefficients, rng);
      },
    },
    truth,
    scorer: { surprise: (params, data) => surprise(params, data, noiseVariance) },
  };
}

function totalWeight({ count, weights }: LabelledRows): number {
  return weights === undefined ? count : weights.reduce((sum, weight) => sum + weight, 0);
}

/** -ln p(y | x) under the model, in nats. */
function surprise({ coefficients }: RegressionParams, { count, x, y }: LabelledRows, noiseVariance: number): Float64Array {
  const dimension = coefficients.length;
  const constant = 0.5 * (LN_TWO_PI + ln(noiseVariance));
  return Float64Array.from({ length: count }, (_, i) => {
    let residual = y[i];
    for (let j = 0; j < dimension; j++) residual -= x[i * dimension + j] * coefficients[j];
    return constant + (residual * residual) / (2 * noiseVariance);
  });
}
