import { logisticRegression, type Scorer } from '@collapse-bench/core';
import { classify } from './classifier/classify.js';
import { confidences } from './classifier/confidence.js';
import { FEATURES } from './classifier/shape.js';
import { type Images, pixelsOf } from './images.js';
import { judgeOf } from './metrics/judge.js';
import { lossesAtMean } from './model/evaluation.js';
import type { VaeOptions } from './options.js';
import type { VaeParams } from './params.js';

/**
 * 96% of the 10,000 test images pass, about as many as are right in other systems (95% of p0), and of those that pass 0.2% (grey; 0.3%
 * binary) are read as another digit than they show.
 */
export const SURE = 0.9;

/**
 * Judges of single images. The classifier is the one that metrics judge by, so a mitigation that selects by it has seen its exam.
 * - reward: how sure the classifier is, its probability of the likeliest digit.
 * - correct: whether that is at least SURE. No label says what an image should show: a clear digit is a right one.
 * - surprise: -ELBO under the model, in nats, with the mean of q(z given x) in the place of a draw, as a judge has no randomness.
 * - detector: logistic regression on the classifier's 64 features; nothing random about it.
 *
 * Undefined where images are drawn anew whenever they are looked at: none of them is there to be judged.
 */
export function vaeScorer({ pixels, data }: Pick<VaeOptions, 'pixels' | 'data'>): Scorer<Images, VaeParams> | undefined {
  if (data === 'resampled') return undefined;
  const seen = (images: Images) => classify(judgeOf({ pixels }).classifier, pixelsOf(images));
  const reward = async (images: Images) => confidences((await seen(images)).probabilities);
  return {
    reward,
    correct: async (images) => Uint8Array.from(await reward(images), (confidence) => Number(confidence >= SURE)),
    surprise: (params, images) => lossesAtMean(params, pixelsOf(images)),
    detector: async (real, generated) => {
      const features = async (images: Images) => (await seen(images)).features;
      const { chances } = logisticRegression(await features(real), await features(generated), FEATURES);
      return async (images) => chances(await features(images));
    },
  };
}
