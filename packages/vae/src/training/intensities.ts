/** Bytes as fractions of 255, as PyTorch's ToTensor. */
const FRACTIONS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Writes `count` bytes from `from` on as numbers of [0, 1] into `out` from `to` on. */
export function writeIntensities(bytes: Uint8Array, from: number, count: number, out: Float32Array, to: number): void {
  for (let i = 0; i < count; i++) out[to + i] = FRACTIONS[bytes[from + i]];
}
