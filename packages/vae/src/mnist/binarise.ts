/** Least byte that counts as ink: 128 of 255, the first above one half. */
const INK_FROM = 128;

/**
 * Each pixel as ink or paper: 255 where it is 128 or more, that is above one half of full ink, else 0. A fixed threshold, so an image has one binary form; the
 * "dynamic" binarisation of the literature draws each pixel with its grey as probability instead.
 */
export function binarise(pixels: Uint8Array): Uint8Array {
  const out = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) out[i] = pixels[i] >= INK_FROM ? 255 : 0;
  return out;
}
