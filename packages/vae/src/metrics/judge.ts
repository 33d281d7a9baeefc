import type { Host } from '@collapse-bench/core';
import type { Classifier } from '../classifier/classifier.js';
import { classify } from '../classifier/classify.js';
import { FEATURES } from '../classifier/shape.js';
import { PIXELS } from '../images.js';
import { loadMnist } from '../mnist/load-mnist.js';
import { mnistOf, type PixelKind } from '../mnist/real-images.js';
import { doubles } from './doubles.js';
import { type FeatureMoments, featureMoments } from './feature-moments.js';

/** What metrics are held against: plain data that name what `loadJudge` has loaded. */
export interface VaeTruth {
  readonly pixels: PixelKind;
}

/** What the metrics need of the real world. */
export interface Judge {
  readonly classifier: Classifier;
  /** Features of the 10,000 test images, [10000, 64]. */
  readonly features: Float64Array;
  /** Of those features. */
  readonly moments: FeatureMoments;
  /** Every fifth test image, 2000 of them (the first half of the set is easier than the second): bytes, 784 an image. */
  readonly probe: Uint8Array;
}

const PROBE_EVERY = 5;

const loading = new Map<PixelKind, Promise<Judge>>();
const loaded = new Map<PixelKind, Judge>();

/**
 * Makes ready what the metrics of models of such images need: once a process, and the classifier once a machine. A failure is
 * forgotten, so that the next call tries again.
 *
 * @throws RangeError as `readMnist`
 */
export async function loadJudge(host: Host, pixels: PixelKind): Promise<void> {
  let judge = loading.get(pixels);
  if (judge === undefined) {
    judge = makeJudge(host, pixels);
    loading.set(pixels, judge);
  }
  try {
    loaded.set(pixels, await judge);
  } catch (error) {
    loading.delete(pixels);
    throw error;
  }
}

/** What `loadJudge` has loaded. @throws Error before that */
export function judgeOf({ pixels }: VaeTruth): Judge {
  const judge = loaded.get(pixels);
  if (judge === undefined) throw new Error('vae: metrics need the classifier; await vae.load(options, host) first');
  return judge;
}

async function makeJudge(host: Host, pixels: PixelKind): Promise<Judge> {
  const { loadClassifier } = await import('../classifier/classifier.js');
  // The classifier always learns from grey: one judge for both kinds of pixels.
  const classifier = await loadClassifier(host, (await loadMnist(host)).train);
  const { test } = mnistOf(pixels);
  const { features } = await classify(classifier, test.pixels);
  const points = doubles(features);
  return { classifier, features: points, moments: featureMoments(points, FEATURES), probe: everyNth(test.pixels, PROBE_EVERY) };
}

function everyNth(pixels: Uint8Array, n: number): Uint8Array {
  const count = Math.floor(pixels.length / PIXELS / n);
  const out = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) out.set(pixels.subarray(i * n * PIXELS, (i * n + 1) * PIXELS), i * PIXELS);
  return out;
}
