import { describe, expect, it } from 'vitest';
import { classEntropy } from './class-entropy.js';
import { imageEntropy } from './image-entropy.js';
import { modeCoverage } from './mode-coverage.js';

const rows = (...images: readonly number[][]) => Float32Array.from(images.flat());
const sure = [
  [1, 0],
  [0, 1],
];
const unsure = [
  [0.5, 0.5],
  [0.5, 0.5],
];

describe('the two entropies', () => {
  it('tell variety among images from doubt about each', () => {
    expect(classEntropy(rows(...sure), 2)).toBeCloseTo(Math.LN2, 12);
    expect(imageEntropy(rows(...sure), 2)).toBe(0);
    expect(classEntropy(rows(...unsure), 2)).toBeCloseTo(Math.LN2, 12);
    expect(imageEntropy(rows(...unsure), 2)).toBeCloseTo(Math.LN2, 12);
    expect(classEntropy(rows([1, 0], [1, 0]), 2)).toBe(0);
  });

  it('do not mind the order of images or classes', () => {
    const images = [
      [0.25, 0.5, 0.25],
      [0.125, 0.125, 0.75],
      [0, 1, 0],
    ];
    for (const measure of [classEntropy, imageEntropy]) {
      const value = measure(rows(...images), 3);
      expect(measure(rows(...images.toReversed()), 3)).toBeCloseTo(value, 14);
      expect(measure(rows(...images.map((image) => image.toReversed())), 3)).toBeCloseTo(value, 14);
    }
  });
});

describe('mode coverage', () => {
  it('counts classes that enough images show clearly, both bounds included', () => {
    const images = rows([0.75, 0.25, 0], [0.5, 0.5, 0], [0, 1, 0], [0.25, 0.25, 0.5]);
    expect(modeCoverage(images, 3, 0.5, 0.25)).toBe(1);
    expect(modeCoverage(images, 3, 0.5, 0.5)).toBeCloseTo(2 / 3, 15);
    expect(modeCoverage(images, 3, 0.75, 0.25)).toBeCloseTo(2 / 3, 15);
    expect(modeCoverage(images, 3, 0.75, 0.5)).toBe(0);
  });
});
