/** The polynomial of gzip, PNG and zlib, bits reversed. */
const POLYNOMIAL = 0xedb88320;

/** Bytes that each step takes. */
const SLICES = 8;

/** Row k: what a byte does to the remainder k bytes later. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0);
    made[byte] = remainder;
  }
  for (let i = 256; i < made.length; i++) made[i] = (made[i - 256] >>> 8) ^ made[made[i - 256] & 0xff];
  return made;
}

/**
 * CRC-32 of bytes, as gzip has it (ISO 3309), eight bytes a step (Kounavis and Berry 2008, "Novel table lookup-based algorithms for high-performance CRC
 * generation", doi 10.1109/TC.2008.85). It finds damage, not forgery.
 *
 * @returns an integer from 0 to 2^32 - 1
 */
export function crc32(bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % SLICES);
  let remainder = -1;
  let i = 0;
  for (; i < whole; i += SLICES) {
    remainder ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    remainder =
      tables[1792 + (remainder & 0xff)] ^
      tables[1536 + ((remainder >>> 8) & 0xff)] ^
      tables[1280 + ((remainder >>> 16) & 0xff)] ^
      tables[1024 + (remainder >>> 24)] ^
      tables[768 + bytes[i + 4]] ^
      tables[512 + bytes[i + 5]] ^
      tables[256 + bytes[i + 6]] ^
      tables[bytes[i + 7]];
  }
  for (; i < bytes.length; i++) remainder = (remainder >>> 8) ^ tables[(remainder ^ bytes[i]) & 0xff];
  return ~remainder >>> 0;
}
