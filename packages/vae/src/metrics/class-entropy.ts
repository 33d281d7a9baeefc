import { type Metric, ok } from '@collapse-bench/core';
import { DIGITS } from '../classifier/shape.js';
import type { Images } from '../images.js';
import { entropy } from './entropy.js';
import { classifiedSamples } from './generated.js';
import type { VaeTruth } from './judge.js';

const SAMPLES = 1000;

/**
 * Entropy of the mean of rows of probabilities.
 *
 * @param probabilities [n, classes], row-major
 * @returns nats, from 0 to ln(classes)
 */
export function classEntropy(probabilities: Float32Array, classes: number): number {
  const mean = new Float64Array(classes);
  for (let i = 0; i < probabilities.length; i++) mean[i % classes] += probabilities[i];
  const n = probabilities.length / classes;
  for (let j = 0; j < classes; j++) mean[j] /= n;
  return entropy(mean, 0, classes);
}

export const classEntropyMetric: Metric<unknown, VaeTruth, Images> = {
  id: 'class-entropy',
  summary:
    'Entropy -sum p ln p of the ten digits in 1000 images of the model, p the mean of the probabilities that the frozen classifier gives: ln 10 = 2.303 when all are alike, 0 when one is left.',
  source: 'first term of the Inception score: Salimans et al. 1606.03498, section 4',
  unit: 'nats',
  direction: 'higher-is-better',
  margin: {
    kind: 'absolute',
    value: 0.02,
    reason: 'what one digit costs whose share falls from a tenth to a twentieth',
  },
  evaluate: async (context, rng) => ok(classEntropy((await classifiedSamples(context, SAMPLES, rng)).probabilities, DIGITS)),
};
