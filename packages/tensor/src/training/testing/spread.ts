/**
 * Integers of [0, 10007) that look scattered: the same formula as in the script that made the goldens, so that weights and
 * batches need not be stored.
 */
function spread(salt: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => (31 * i * i + 7919 * i + 104729 * salt + Math.floor((i * i) / 97)) % 10007);
}

/** Numbers of [-scale, scale). */
export function spreadFloats(salt: number, size: number, scale: number): Float32Array {
  return Float32Array.from(spread(salt, size), (value) => ((value / 10007) * 2 - 1) * scale);
}

/** Integers of [0, below). */
export function spreadIntegers(salt: number, size: number, below: number): Int32Array {
  return Int32Array.from(spread(salt, size), (value) => value % below);
}
