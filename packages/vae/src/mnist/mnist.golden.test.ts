import { beforeAll, describe, expect, test } from 'vitest';
import { packageFiles } from '../testing/package-files.js';
import { binarise } from './binarise.js';
import golden from './mnist.golden.json' with { type: 'json' };
import { type Mnist, PUBLISHED, readMnist } from './read-mnist.js';

let mnist: Mnist;
beforeAll(async () => {
  mnist = await readMnist(packageFiles);
});

describe.each(['train', 'test'] as const)('%s images against NumPy', (part) => {
  const expected = golden[part];

  test('files have the sums that zlib finds', () => {
    expect([PUBLISHED[`${part}Images`].crc32, PUBLISHED[`${part}Labels`].crc32]).toEqual(Object.values(expected.crc32));
  });

  test('as many images of each digit, and as much ink in each digit, row and column', () => {
    const { pixels, labels } = mnist[part];
    const counts = new Array(10).fill(0);
    const digits = new Array(10).fill(0);
    const rows = new Array(28).fill(0);
    const columns = new Array(28).fill(0);
    for (let i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      for (let row = 0; row < 28; row++) {
        for (let column = 0; column < 28; column++) {
          const grey = pixels[784 * i + 28 * row + column];
          digits[labels[i]] += grey;
          rows[row] += grey;
          columns[column] += grey;
        }
      }
    }
    expect({ counts, digits, rows, columns }).toEqual({
      counts: expected.labelCounts,
      digits: expected.pixelSumsByDigit,
      rows: expected.rowSums,
      columns: expected.columnSums,
    });
  });

  test('mean, standard deviation and binary ink', () => {
    const { pixels } = mnist[part];
    let sum = 0;
    let squares = 0;
    let ink = 0;
    const binary = binarise(pixels);
    for (let i = 0; i < pixels.length; i++) {
      sum += pixels[i];
      squares += pixels[i] * pixels[i];
      ink += binary[i] === 255 ? 1 : 0;
    }
    const mean = sum / pixels.length / 255;
    expect(mean).toBeCloseTo(expected.mean, 12);
    expect(Math.sqrt(squares / pixels.length / 255 / 255 - mean * mean)).toBeCloseTo(expected.standardDeviation, 12);
    expect(ink).toBe(expected.ink);
  });

  test.each(expected.some)('image $index', ({ index, label, sum }) => {
    const { pixels, labels } = mnist[part];
    expect(labels[index]).toBe(label);
    expect(pixels.subarray(784 * index, 784 * (index + 1)).reduce((all, grey) => all + grey, 0)).toBe(sum);
  });
});

test('the training set has the mean and standard deviation that everyone normalises by, 0.1307 and 0.3081', () => {
  expect(golden.train.mean).toBeCloseTo(0.1307, 4);
  expect(golden.train.standardDeviation).toBeCloseTo(0.3081, 4);
});
