import { expect, test } from 'vitest';
import { writeIntensities } from './intensities.js';

test('bytes become the float32 nearest to their fraction of 255, where they are wanted', () => {
  const bytes = Uint8Array.from({ length: 258 }, (_, i) => i - 1);
  const out = new Float32Array(300).fill(-1);
  writeIntensities(bytes, 1, 256, out, 10);
  expect(out.subarray(10, 266)).toEqual(Float32Array.from({ length: 256 }, (_, byte) => byte / 255));
  expect([out[9], out[266]]).toEqual([-1, -1]);
});
