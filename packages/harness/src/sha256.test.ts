import { expect, test } from 'vitest';
import { sha256 } from './sha256.js';

test.each([
  // FIPS 180-2, appendix B.1; coreutils' sha256sum of the UTF-8 bytes.
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['é', '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'],
])('sha256 of %s', (text, expected) => {
  expect(sha256(text)).toBe(expected);
});
