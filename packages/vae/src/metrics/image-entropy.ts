import { type Metric, ok } from '@collapse-bench/core';
import { DIGITS } from '../classifier/shape.js';
import type { Images } from '../images.js';
import { entropy } from './entropy.js';
import { classifiedSamples } from './generated.js';
import type { VaeTruth } from './judge.js';

const SAMPLES = 1000;

/**
 * Mean entropy of rows of probabilities.
 *
 * @param probabilities [n, classes], row-major
 * @returns nats, from 0 to ln(classes)
 */
export function imageEntropy(probabilities: Float32Array, classes: number): number {
  let sum = 0;
  for (let start = 0; start < probabilities.length; start += classes) sum += entropy(probabilities, start, start + classes);
  return sum / (probabilities.length / classes);
}

export const imageEntropyMetric: Metric<unknown, VaeTruth, Images> = {
  id: 'image-entropy',
  summary:
    'Mean over 1000 images of the model of the entropy -sum p ln p of the ten digits that the frozen classifier sees in one: it rises as digits blend into each other.',
  source:
    'second term of the Inception score: Salimans et al. 1606.03498, section 4; modes entangle: Schaeffer et al. 2503.03150',
  unit: 'nats',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.05, reason: 'some three standard errors of the mean of 1000 entropies' },
  evaluate: async (context, rng) => ok(imageEntropy((await classifiedSamples(context, SAMPLES, rng)).probabilities, DIGITS)),
};
