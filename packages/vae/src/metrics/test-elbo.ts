import { type Metric, ok } from '@collapse-bench/core';
import type { Images } from '../images.js';
import { elbo } from '../model/evaluation.js';
import type { VaeParams } from '../params.js';
import { judgeOf, type VaeTruth } from './judge.js';

export const testElbo: Metric<VaeParams, VaeTruth, Images> = {
  id: 'test-elbo',
  summary:
    'Evidence lower bound E_q[ln p(x given z)] - KL(q(z given x) || p(z)) of 2000 test images, a mean over images with one latent draw each; grey pixels count as probabilities of ink.',
  source: 'Kingma and Welling 1312.6114, equation 3',
  unit: 'nats an image',
  direction: 'higher-is-better',
  margin: {
    kind: 'absolute',
    value: 1,
    reason: 'of some 100 nats; latent draws move the mean of 2000 images by a fifth of a nat',
  },
  async evaluate({ params, truth }, rng) {
    const value = await elbo(params, judgeOf(truth).probe, rng);
    if (Number.isFinite(value)) return ok(value);
    return { status: 'diverged', reason: `the bound is ${value} nats an image` };
  },
};
