import { type Metric, ok } from '@collapse-bench/core';
import type { Images } from '../images.js';
import { encode } from '../model/evaluation.js';
import type { VaeParams } from '../params.js';
import { generatedPixels } from './generated.js';
import type { VaeTruth } from './judge.js';

const SAMPLES = 2000;

/** Standard deviation of all numbers together, over n, in two passes. */
export function standardDeviation(numbers: Float32Array): number {
  let mean = 0;
  for (let i = 0; i < numbers.length; i++) mean += numbers[i];
  mean /= numbers.length;
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += (numbers[i] - mean) * (numbers[i] - mean);
  return Math.sqrt(sum / numbers.length);
}

/** Model 1's encoder is the original one: it has seen real data alone, and one ruler measures all generations of a run. */
export const latentSd: Metric<VaeParams, VaeTruth, Images> = {
  id: 'latent-sd',
  summary:
    "Standard deviation of all means that model 1's encoder gives to 2000 images of the model, latents together: it falls as generations grow alike.",
  source: 'Shumailov et al. 2305.17493, Fig. 8; in the released code 0.674, 0.608, 0.527, 0.468, 0.433 over five generations',
  unit: '1',
  direction: 'higher-is-better',
  margin: { kind: 'relative', value: 0.02, reason: 'some four standard errors over 2000 images of 20 latents' },
  async evaluate(context, rng) {
    const { means } = await encode(context.first, await generatedPixels(context, SAMPLES, rng));
    return ok(standardDeviation(means));
  },
};
