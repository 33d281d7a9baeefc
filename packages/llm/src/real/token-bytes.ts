/** Documents of tokens as bytes: their number, the length of each and all tokens, little-endian words of 32 bits. */
export function encodeTokens(documents: readonly Uint32Array[]): Uint8Array {
  const words = [documents.length, ...documents.map(({ length }) => length)];
  const total = documents.reduce((sum, { length }) => sum + length, words.length);
  const bytes = new Uint8Array(4 * total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const write = (word: number) => {
    view.setUint32(at, word, true);
    at += 4;
  };
  for (const word of words) write(word);
  for (const document of documents) for (let i = 0; i < document.length; i++) write(document[i]);
  return bytes;
}

/** @throws RangeError for bytes that `encodeTokens` has not made */
export function decodeTokens(bytes: Uint8Array): Uint32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.byteLength >> 2;
  const word = (i: number) => view.getUint32(4 * i, true);
  const count = size === 0 ? 0 : word(0);
  let at = 1 + count;
  const documents: Uint32Array[] = [];
  for (let d = 0; d < count && at <= size; d++) {
    const end = at + word(1 + d);
    if (end > size) break;
    const start = at;
    documents.push(Uint32Array.from({ length: end - at }, (_, i) => word(start + i)));
    at = end;
  }
  if (bytes.byteLength === 4 * at && documents.length === count && size > 0) return documents;
  throw new RangeError(`decodeTokens: expected whole documents of tokens, found ${bytes.byteLength} bytes that hold others`);
}
