import type { Host } from '@collapse-bench/core';
import { type Classifier, loadClassifier } from './classifier/classifier.js';
import { loadMnist } from './mnist/load-mnist.js';
import type { LabelledImages } from './mnist/read-mnist.js';
import { firstImages, mnistOf } from './mnist/real-images.js';
import { onceLoaded } from './once-loaded.js';
import type { VaeOptions } from './options.js';

/** What metrics are held against. Each part throws an Error until `loadTruth` is done. */
export interface VaeTruth {
  /** The images that real data are drawn from, grey or binary as the models see them. */
  readonly train: LabelledImages;
  /** The 10,000 test images, which nothing is trained on, grey or binary as the models see them. */
  readonly test: LabelledImages;
  /** The frozen judge of digits, trained on grey images. */
  readonly classifier: Classifier;
}

const classifier = onceLoaded('the classifier', async (host: Host) => loadClassifier(host, (await loadMnist(host)).train));

/** Reads MNIST and reads or makes the classifier, each once a process. */
export async function loadTruth(host: Host): Promise<void> {
  await loadMnist(host);
  await classifier.load(host);
}

export function truthOf({ pixels, trainImages }: Pick<VaeOptions, 'pixels' | 'trainImages'>): VaeTruth {
  return {
    get train() {
      return firstImages(mnistOf(pixels).train, trainImages);
    },
    get test() {
      return mnistOf(pixels).test;
    },
    get classifier() {
      return classifier.loaded();
    },
  };
}
