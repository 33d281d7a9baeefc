/**
 * Checks levels or indices of a parquet page, which are runs of equal values and runs packed to bits: none makes more values than
 * the page holds, because the library writes out a run for as long as it claims to be.
 *
 * @param width bits of a value, 1 to 32
 * @param most values that the page holds
 * @throws Error for a run of none, of more than are left, or longer than the bytes after it
 */
export function checkRuns(page: DataView, start: number, width: number, most: number): void {
  const bytes = Math.ceil(width / 8);
  for (let at = start, seen = 0; seen < most && at < page.byteLength; ) {
    const { value: header, end } = runHeader(page, at);
    const count = header >>> 1;
    const packed = (header & 1) === 1;
    // Packed runs come in groups of eight, of which the last may be filled up.
    const size = packed ? count * width : bytes;
    if (count === 0 || end + size > page.byteLength || (!packed && count > most - seen)) {
      throw new Error(`a page of ${page.byteLength} bytes and ${most} values with a run of ${count}${packed ? ' times 8' : ''}`);
    }
    seen += packed ? 8 * count : count;
    at = end + size;
  }
}

function runHeader(page: DataView, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let place = 1;
  for (let i = 0; i < 5; i++, place *= 128) {
    const byte = page.getUint8(start + i);
    value += (byte & 127) * place;
    if (byte < 128 && value < 2 ** 32) return { value, end: start + i + 1 };
  }
  throw new Error('a page with a run of more than 2^32');
}
