import { expect, test } from 'vitest';
import { vaeOperations } from './operations.js';
import type { VaeOptions } from './options.js';

const released: VaeOptions = {
  network: 'conv',
  latents: 20,
  pixels: 'grey',
  trainImages: 60_000,
  epochs: 30,
  batch: 256,
  learningRate: 1e-3,
  weightDecay: 1e-5,
  data: 'resampled',
  decoding: 'means',
  start: 'fresh',
};
const of = (system: VaeOptions, samples: number) =>
  vaeOperations({ system, samples, mitigation: { id: 'replace' }, generations: 21 });

test('a generation of the released code is some 1.5e14 operations', () => {
  expect(of(released, 60_000)).toBeGreaterThan(1.4e14);
  expect(of(released, 60_000)).toBeLessThan(1.8e14);
});

test('the work grows with images and epochs, and the dense network has less of it', () => {
  expect(of(released, 30_000)).toBe(of(released, 60_000) / 2);
  expect(of({ ...released, epochs: 15 }, 60_000)).toBe(of(released, 60_000) / 2);
  expect(of({ ...released, data: 'fixed-set' }, 60_000)).toBeLessThan(of(released, 60_000));
  // 784 x 400 both ways, 400 x 20 three times: 651,200 multiplications an image.
  expect(of({ ...released, network: 'mlp', epochs: 1, data: 'fixed-set' }, 1)).toBe(2 * (3 * 651_200 + 400 * 804));
});
