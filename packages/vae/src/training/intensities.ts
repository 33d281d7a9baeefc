/**
 * Writes `count` bytes from `from` on into `out` from `to` on, as fractions of 255: float32, the same numbers as division by 255
 * would give, which is slower.
 */
export function writeIntensities(bytes: Uint8Array, from: number, count: number, out: Float32Array, to: number): void {
  for (let i = 0; i < count; i++) out[to + i] = bytes[from + i] * (1 / 255);
}
