/** An array of bytes as an IDX file holds it: row-major, the last dimension fastest. */
export interface IdxBytes {
  readonly dimensions: readonly number[];
  /** The file's own bytes behind its header, not a copy. */
  readonly values: Uint8Array;
}

/** The third byte of an IDX file: what its values are. */
const VALUE_KINDS: ReadonlyMap<number, string> = new Map([
  [0x08, 'unsigned bytes'],
  [0x09, 'signed bytes'],
  [0x0b, '16-bit integers'],
  [0x0c, '32-bit integers'],
  [0x0d, 'floats'],
  [0x0e, 'doubles'],
]);

const UNSIGNED_BYTE = 0x08;

/**
 * Decodes an IDX file of unsigned bytes: two zero bytes, 0x08, the number of dimensions, each dimension as a big-endian 32-bit integer, then the values
 * (LeCun, Cortes and Burges, "The MNIST database", file format).
 *
 * @param name what messages call the file
 * @throws RangeError for any other content, and for fewer or more values than the dimensions say
 */
export function decodeIdx(bytes: Uint8Array, name: string): IdxBytes {
  const wrong = (expected: string, found: string) => new RangeError(`${name}: expected ${expected}, found ${found}`);
  if (bytes.length < 4) throw wrong('an IDX file, which begins with 4 bytes that say what is in it', `${bytes.length} bytes`);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw wrong('an IDX file', 'a gzip file: decompress it');
  const kind = VALUE_KINDS.get(bytes[2]);
  if (bytes[0] !== 0 || bytes[1] !== 0 || kind === undefined) {
    throw wrong('an IDX file, which begins with 00 00 08', hexOf(bytes.subarray(0, 3)));
  }
  if (bytes[2] !== UNSIGNED_BYTE) throw wrong('an IDX file of unsigned bytes', `one of ${kind}`);
  const rank = bytes[3];
  if (rank === 0) throw wrong('an IDX file of at least 1 dimension', 'none');
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw wrong(`a header of ${header} bytes for ${rank} dimensions`, `${bytes.length} bytes in all`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length - header !== size) {
    throw wrong(`${size} values (${dimensions.join(' x ')}) behind the header`, `${bytes.length - header}`);
  }
  // Not `bytes.subarray`: of Node's Buffer that is another Buffer, whose methods differ.
  return { dimensions, values: new Uint8Array(bytes.buffer, bytes.byteOffset + header, size) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
