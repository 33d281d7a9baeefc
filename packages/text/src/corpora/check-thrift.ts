/** Types of Thrift's compact protocol. */
const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** Parquet's own structures are seven deep. */
const DEEPEST = 32;

/**
 * Checks a struct of Thrift's compact protocol, in which parquet files say what they hold: its lists and texts are no longer
 * than the bytes after them, because the library makes room for as many items as a list claims.
 *
 * @returns where it ends
 * @throws Error where it claims more than is there
 */
export function checkStruct(view: DataView, start: number, depth = 0): number {
  if (depth > DEEPEST) throw new Error(`a header of more than ${DEEPEST} levels`);
  let at = start;
  for (;;) {
    const head = view.getUint8(at++);
    const type = head & 15;
    if (type === STOP) return at;
    if (head >>> 4 === 0) at = varint(view, at).end;
    at = type === TRUE || type === FALSE ? at : afterElement(view, at, type, depth);
  }
}

function afterElement(view: DataView, at: number, type: number, depth: number): number {
  switch (type) {
    case TRUE:
    case FALSE:
    case BYTE:
      return at + 1;
    case DOUBLE:
      return at + 8;
    case BINARY: {
      const { value, end } = varint(view, at);
      return end + counted(view, end, value);
    }
    case LIST:
      return afterList(view, at, depth);
    case STRUCT:
      return checkStruct(view, at, depth + 1);
    default:
      if (type > BYTE && type < DOUBLE) return varint(view, at).end;
      throw new Error(`a header with a field of type ${type}`);
  }
}

function afterList(view: DataView, start: number, depth: number): number {
  if (depth > DEEPEST) throw new Error(`a header of more than ${DEEPEST} levels`);
  const head = view.getUint8(start);
  const long = head >>> 4 === 15 ? varint(view, start + 1) : { value: head >>> 4, end: start + 1 };
  let at = long.end;
  // Every item takes a byte at least.
  const items = counted(view, at, long.value);
  for (let i = 0; i < items; i++) at = afterElement(view, at, head & 15, depth + 1);
  return at;
}

function counted(view: DataView, at: number, count: number): number {
  const left = view.byteLength - at;
  if (count > left) throw new Error(`a header that claims ${count} items in ${left} bytes`);
  return count;
}

/** Numbers have at most 64 bits; those of counts are exact as far as it matters. */
function varint(view: DataView, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let place = 1;
  for (let i = 0; i < 10; i++, place *= 128) {
    const byte = view.getUint8(start + i);
    value += (byte & 127) * place;
    if (byte < 128) return { value, end: start + i + 1 };
  }
  throw new Error('a header with a number of more than 64 bits');
}
