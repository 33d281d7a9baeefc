import { type Metric, ok } from '@collapse-bench/core';
import { DIGITS } from '../classifier/shape.js';
import type { Images } from '../images.js';
import { classifiedSamples } from './generated.js';
import type { VaeTruth } from './judge.js';

const SAMPLES = 1000;
/** Likelier than all other digits together. At 0.9, as real images have it, even a fair model 1 covers hardly any. */
const CONFIDENT = 0.5;
/** Half of what each of ten digits holds. */
const LEAST_SHARE = 0.05;

/**
 * Share of the classes that at least `leastShare` of all images show with a probability of at least `confident`.
 *
 * @param probabilities [n, classes], row-major
 */
export function modeCoverage(probabilities: Float32Array, classes: number, confident: number, leastShare: number): number {
  const counts = new Float64Array(classes);
  for (let i = 0; i < probabilities.length; i++) if (probabilities[i] >= confident) counts[i % classes]++;
  const least = leastShare * (probabilities.length / classes);
  return counts.reduce((sum, count) => sum + (count >= least ? 1 : 0), 0) / classes;
}

export const modeCoverageMetric: Metric<unknown, VaeTruth, Images> = {
  id: 'mode-coverage',
  summary:
    'Share of the ten digits that at least 5% of 1000 images of the model show: the frozen classifier gives it a probability of at least one half.',
  source: 'Shumailov et al. 2305.17493, Section 5.1 (digits become one unimodal blur) and Definition 3.1 (modes entangle)',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 0.1, reason: 'one digit near the threshold' },
  async evaluate(context, rng) {
    const { probabilities } = await classifiedSamples(context, SAMPLES, rng);
    return ok(modeCoverage(probabilities, DIGITS, CONFIDENT, LEAST_SHARE));
  },
};
