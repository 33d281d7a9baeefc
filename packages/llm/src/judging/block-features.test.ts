import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import { blockFeatures, logFrequencies } from './block-features.js';

test('by hand', () => {
  const real = equalBlocks(Uint32Array.of(0, 0, 1), 3);
  const frequencies = logFrequencies(real, 3);
  [3 / 6, 2 / 6, 1 / 6].forEach((share, token) => {
    expect(frequencies[token]).toBeCloseTo(Math.log(share), 14);
  });
  const blocks = equalBlocks(Uint32Array.of(0, 1, 2, 0, 0, 0), 3);
  const found = [...blockFeatures(blocks, Float64Array.of(5, 6), frequencies)];
  const mean = (Math.log(1 / 2) + Math.log(1 / 3) + Math.log(1 / 6)) / 3;
  [5, mean, 1, 6, Math.log(1 / 2), 1 / 3].forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 6);
  });
});
