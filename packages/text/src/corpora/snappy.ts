/** The longest copy makes 64 bytes of 3. */
const MOST_PER_BYTE = 22;

/**
 * Bytes compressed by Snappy, in its raw format: a length, then literals and copies of what came before
 * (https://github.com/google/snappy/blob/main/format_description.txt).
 *
 * @param length how many bytes come out, by the file they stand in
 * @throws Error if that is not what the bytes hold
 */
export function snappyBytes(input: Uint8Array, length: number): Uint8Array {
  if (length > MOST_PER_BYTE * input.length) throw new Error(`a page of ${input.length} bytes that claims to hold ${length}`);
  const output = new Uint8Array(length);
  let at = 0;
  let done = 0;
  // The length once more.
  while (at < input.length && input[at++] >= 0x80);
  while (at < input.length) {
    const tag = input[at++];
    const kind = tag & 3;
    const short = tag >>> 2;
    // Bytes of the number that follows: a long literal's length, or how far back a copy lies.
    const width = kind === 0 ? Math.max(0, short - 59) : WIDTHS[kind];
    if (at + width > input.length) throw spoilt();
    let number = 0;
    for (let i = width - 1; i >= 0; i--) number = 256 * number + input[at + i];
    at += width;
    if (kind === 0) {
      const size = (width === 0 ? short : number) + 1;
      if (at + size > input.length || done + size > length) throw spoilt();
      output.set(input.subarray(at, at + size), done);
      at += size;
      done += size;
    } else {
      const size = kind === 1 ? (short & 7) + 4 : short + 1;
      const back = kind === 1 ? number + 256 * (tag >>> 5) : number;
      if (back === 0 || back > done || done + size > length) throw spoilt();
      // Byte by byte: a copy may run into what it makes.
      for (const end = done + size; done < end; done++) output[done] = output[done - back];
    }
  }
  if (done !== length) throw spoilt();
  return output;
}

const WIDTHS = [0, 1, 2, 4];
const spoilt = () => new Error('a page that Snappy did not compress');
