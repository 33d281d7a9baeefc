import { type Metric, ok } from '@collapse-bench/core';
import type { Images } from '../images.js';
import { encode } from '../model/evaluation.js';
import type { VaeParams } from '../params.js';
import { judgeOf, type VaeTruth } from './judge.js';

const LEAST_VARIANCE = 0.01;

/**
 * Number of columns whose variance, over n, is above `least`.
 *
 * @param means [n, latents], row-major
 */
export function activeColumns(means: Float32Array, latents: number, least: number): number {
  const n = means.length / latents;
  let active = 0;
  for (let j = 0; j < latents; j++) {
    let mean = 0;
    for (let i = j; i < means.length; i += latents) mean += means[i];
    mean /= n;
    let sum = 0;
    for (let i = j; i < means.length; i += latents) sum += (means[i] - mean) * (means[i] - mean);
    if (sum / n > least) active++;
  }
  return active;
}

export const activeLatents: Metric<VaeParams, VaeTruth, Images> = {
  id: 'active-latents',
  summary:
    "Latents whose mean under the model's own encoder varies by more than 0.01 over 2000 test images; the others say nothing of an image.",
  source: 'Burda, Grosse and Salakhutdinov 1509.00519, section 5.2 (active units)',
  unit: 'latents',
  direction: 'higher-is-better',
  margin: { kind: 'absolute', value: 1, reason: 'one latent near the threshold' },
  async evaluate({ params, truth }) {
    const { means } = await encode(params, judgeOf(truth).probe);
    return ok(activeColumns(means, params.latents, LEAST_VARIANCE));
  },
};
