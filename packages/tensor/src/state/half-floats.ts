const BITS = 2 ** 16;

/** IEEE 754 half-precision numbers, two little-endian bytes each, as float32, which holds every one of them. */
export function fromFloat16(bytes: Uint8Array): Float32Array {
  const table = new Float32Array(BITS);
  const tableBits = new Uint32Array(table.buffer);
  for (let bits = 0; bits < BITS; bits++) {
    const exponent = (bits >>> 10) & 31;
    const fraction = bits & 1023;
    // Below the least normal number, 2^-14, the step is 2^-24; its multiples carry the sign of zero too.
    if (exponent === 0) table[bits] = fraction * 2 ** -24;
    else tableBits[bits] = ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
    if (bits >= BITS / 2) tableBits[bits] |= 0x80000000;
  }
  const numbers = new Float32Array(bytes.length / 2);
  // As bits: a number that is none would lose its payload on the way through JavaScript's numbers.
  const target = new Uint32Array(numbers.buffer);
  const halves = pairs(bytes);
  for (let i = 0; i < target.length; i++) target[i] = tableBits[halves[i]];
  return numbers;
}

/** bfloat16, the upper halves of float32 numbers, two little-endian bytes each, as float32. */
export function fromBfloat16(bytes: Uint8Array): Float32Array {
  const numbers = new Float32Array(bytes.length / 2);
  const target = new Uint32Array(numbers.buffer);
  const halves = pairs(bytes);
  for (let i = 0; i < target.length; i++) target[i] = halves[i] << 16;
  return numbers;
}

/** Bytes two by two, in the machine's order of bytes, as the other types are read. */
function pairs(bytes: Uint8Array): Uint16Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(buffer, byteOffset, length / 2);
}
