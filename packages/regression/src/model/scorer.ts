import { chiSquareQuantile, exp, ln, RIGHT_MASS, type Scorer } from '@collapse-bench/core';
import type { LabelledRows } from '../data.js';
import type { RegressionParams } from '../params.js';
import type { RegressionTruth } from '../truth.js';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

/**
 * Judges of single labels, given their rows, which no model makes up:
 * - reward: ln p0(y | x).
 * - correct: whether y lies in the central 95% of p0(y | x): a verifier of labels that knows the truth (Feng et al. 2406.07515).
 * - surprise: -ln p(y | x) under the model.
 * - detector: the likelihood ratio q/(p + q) at (x, y) of the system's own estimator fitted to the real and to the generated
 *   data, the variance of the noise being known.
 *
 * @param estimate coefficients fitted to a data set, length d
 */
export function regressionScorer(
  { coefficients: real, noiseVariance }: RegressionTruth,
  estimate: (data: LabelledRows) => Float64Array,
): Scorer<LabelledRows, RegressionParams> {
  const constant = 0.5 * (LN_TWO_PI + ln(noiseVariance));
  const surprises = (coefficients: Float64Array, data: LabelledRows) =>
    squaredResiduals(coefficients, data).map((squared) => constant + squared / (2 * noiseVariance));
  const edge = chiSquareQuantile(RIGHT_MASS, 1) * noiseVariance;
  return {
    reward: (data) => surprises(real, data).map((value) => -value),
    correct: (data) => Uint8Array.from(squaredResiduals(real, data), (squared) => Number(squared <= edge)),
    surprise: ({ coefficients }, data) => surprises(coefficients, data),
    detector: (genuine, generated) => {
      const p = estimate(genuine);
      const q = estimate(generated);
      return (data) => {
        const underReal = surprises(p, data);
        return surprises(q, data).map((value, i) => 1 / (1 + exp(value - underReal[i])));
      };
    },
  };
}

/** (y - x . w)^2 of each row. */
function squaredResiduals(coefficients: Float64Array, { count, x, y }: LabelledRows): Float64Array {
  const dimension = coefficients.length;
  return Float64Array.from({ length: count }, (_, i) => {
    let residual = y[i];
    for (let j = 0; j < dimension; j++) residual -= x[i * dimension + j] * coefficients[j];
    return residual * residual;
  });
}
