import type { Problem, Setting } from '@collapse-bench/core';
import { PIXELS } from './images.js';
import type { VaeOptions } from './options.js';

/** Bytes of one generation's images; a mitigation that keeps all generations holds several times as much. */
const MOST_BYTES = 400_000_000;
/** Places of an epoch, 4 bytes each, where the images are drawn anew and take no memory. */
const MOST_PLACES = 50_000_000;

/** Largest number of images of one generation that memory holds. */
export function mostImages({ data }: Pick<VaeOptions, 'data'>): number {
  return data === 'resampled' ? MOST_PLACES : Math.floor(MOST_BYTES / PIXELS);
}

/** What the schema cannot say. */
export function checkVae({ samples, system }: Setting<VaeOptions>): readonly Problem[] {
  const { trainImages, batch, learningRate, data, decoding } = system;
  const problems: Problem[] = [];
  const complain = (pointer: string, expected: string, found: unknown, remedy: string) =>
    problems.push({ pointer, expected, found: String(found), remedy });
  const finite = Number.isInteger(samples) && samples >= 1;
  if (!finite) {
    complain('/samples', 'a whole number of images, at least 1', samples, 'a network is trained on a finite set');
  } else if (samples > trainImages) {
    const most = 'the images that real data are drawn from without replacement';
    complain(
      '/samples',
      `at most trainImages, ${trainImages}: ${most}`,
      samples,
      'lower it, or raise /system/trainImages (to 60000)',
    );
  }
  if (finite && batch > samples) {
    complain('/system/batch', `at most the samples, ${samples}`, batch, 'lower it: a larger batch is never full');
  }
  if (learningRate === 0) {
    complain('/system/learningRate', 'a number > 0', learningRate, 'raise it: nothing is learnt at 0 (the paper: 0.001)');
  }
  if (data === 'resampled' && decoding === 'draws') {
    const remedy = 'set it to "means", or /system/data to "fixed-set"';
    complain('/system/decoding', '"means" where data are resampled: minibatches hold the means of the decoder', decoding, remedy);
  }
  return problems;
}
