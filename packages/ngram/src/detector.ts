import { exp, permutation, type Rng } from '@collapse-bench/core';
import { documentCount, type TokenBlocks, tokenBlocksSpace } from '@collapse-bench/text';
import { fitNgram } from './model/fit-ngram.js';
import type { NgramParams } from './model/ngram-model.js';
import { surprise } from './model/surprise.js';

const BIGRAMS = 2;
/** Keeps the slope finite where the two kinds do not overlap at all. */
const RIDGE = 1e-3;
const STEPS = 50;

/**
 * Learns to tell real from generated text. Half of each kind fits a bigram model of it; on the other half a logistic
 * regression turns the mean log-likelihood ratio a word of a document, ln p_generated - ln p_real, into a confidence. The
 * held-out half calibrates: models that merely remember their own half earn no trust.
 *
 * @param outcomes number of words, `<unk>` included
 * @returns confidence, in [0, 1], that each document is generated
 * @throws RangeError for fewer than 4 documents of either kind
 */
export function trainDetector(
  real: TokenBlocks,
  generated: TokenBlocks,
  outcomes: number,
  rng: Rng,
): (data: TokenBlocks) => Float64Array {
  const [realFit, realHeld] = halves(real, 'real', rng);
  const [generatedFit, generatedHeld] = halves(generated, 'generated', rng);
  const fit = (blocks: TokenBlocks) => fitNgram(blocks, BIGRAMS, { kind: 'modified-kneser-ney' }, outcomes);
  const models = [fit(realFit), fit(generatedFit)] as const;
  const ratios = Float64Array.of(...logRatios(models, realHeld), ...logRatios(models, generatedHeld));
  const { intercept, slope } = fitLogistic(ratios, documentCount(realHeld));
  return (data) => logRatios(models, data).map((ratio) => sigmoid(intercept + slope * ratio));
}

/** Two random halves of the documents. */
function halves(data: TokenBlocks, kind: string, rng: Rng): readonly [TokenBlocks, TokenBlocks] {
  const count = documentCount(data);
  if (count < 4) throw new RangeError(`trainDetector: expected at least 4 ${kind} documents, found ${count}`);
  const order = permutation(rng, count);
  const middle = count >> 1;
  const { pick } = tokenBlocksSpace;
  return [pick!(data, order.subarray(0, middle)), pick!(data, order.subarray(middle))];
}

function logRatios([real, generated]: readonly [NgramParams, NgramParams], data: TokenBlocks): Float64Array {
  const ratios = surprise(real, data);
  const others = surprise(generated, data);
  for (let d = 0; d < ratios.length; d++) {
    ratios[d] = (ratios[d] - others[d]) / Math.max(1, data.offsets[d + 1] - data.offsets[d]);
  }
  return ratios;
}

/** Logistic regression on one feature by Newton's method; the first `zeros` features are of class 0. Classes weigh the same. */
export function fitLogistic(features: Float64Array, zeros: number): { intercept: number; slope: number } {
  const ones = features.length - zeros;
  let intercept = 0;
  let slope = 0;
  for (let step = 0; step < STEPS; step++) {
    let gradient0 = 0;
    let gradient1 = -RIDGE * slope;
    let h00 = 0;
    let h01 = 0;
    let h11 = RIDGE;
    for (let i = 0; i < features.length; i++) {
      const x = features[i];
      const weight = 0.5 / (i < zeros ? zeros : ones);
      const p = sigmoid(intercept + slope * x);
      const error = weight * ((i < zeros ? 0 : 1) - p);
      const curvature = weight * Math.max(1e-9, p * (1 - p));
      gradient0 += error;
      gradient1 += error * x;
      h00 += curvature;
      h01 += curvature * x;
      h11 += curvature * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    const by0 = (h11 * gradient0 - h01 * gradient1) / determinant;
    const by1 = (h00 * gradient1 - h01 * gradient0) / determinant;
    // Far from the optimum a whole Newton step of a logistic likelihood can overshoot.
    const damping = Math.min(1, 5 / Math.max(Math.abs(by0), Math.abs(by1)));
    intercept += damping * by0;
    slope += damping * by1;
    if (Math.abs(by0) + Math.abs(by1) < 1e-10) break;
  }
  return { intercept, slope };
}

function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}
