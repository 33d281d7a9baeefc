import { expect, test } from 'vitest';
import { binarise } from './binarise.js';

test('ink is what is above one half of 255', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  expect(binarise(all)).toEqual(all.map((grey) => (grey / 255 > 0.5 ? 255 : 0)));
});

test('binary images stay as they are, and nothing is changed in place', () => {
  const grey = Uint8Array.of(0, 127, 128, 255);
  const binary = binarise(grey);
  expect(binary).toEqual(Uint8Array.of(0, 0, 255, 255));
  expect(binarise(binary)).toEqual(binary);
  expect(grey).toEqual(Uint8Array.of(0, 127, 128, 255));
});
