import type { MetricContext, Rng } from '@collapse-bench/core';
import { type Classification, classify } from '../classifier/classify.js';
import type { Images } from '../images.js';
import { drawnPixels } from '../model/drawn-pixels.js';
import { judgeOf, type VaeTruth } from './judge.js';

type Context = Pick<MetricContext<unknown, VaeTruth, Images>, 'truth' | 'sample'>;

/** Pixels of new images of the model, 784 bytes an image. */
export async function generatedPixels({ sample }: Context, count: number, rng: Rng): Promise<Uint8Array> {
  return drawnPixels(await sample(count, rng), rng);
}

/** What the classifier sees in new images of the model. */
export async function classifiedSamples(context: Context, count: number, rng: Rng): Promise<Classification> {
  return classify(judgeOf(context.truth).classifier, await generatedPixels(context, count, rng));
}
