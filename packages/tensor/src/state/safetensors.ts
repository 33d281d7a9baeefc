import { shownJson } from '@collapse-bench/core';
import { sizeOf } from '../graph/graph.js';
import { fromBfloat16, fromFloat16 } from './half-floats.js';
import { repeatedKey } from './repeated-key.js';

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface Safetensors {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
const ALIGNMENT = 8;
/** The limit of the format's own reader. */
const MOST_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';
/** How the numbers of each type are read, and the bytes of one. */
const types = {
  F32: { width: 4, read: (bytes: Uint8Array) => words(Float32Array, bytes) },
  I32: { width: 4, read: (bytes: Uint8Array) => words(Int32Array, bytes) },
  F16: { width: 2, read: fromFloat16 },
  BF16: { width: 2, read: fromBfloat16 },
} as const;
type Dtype = keyof typeof types;

/**
 * Tensors and notes as one file of the safetensors format: eight bytes of header length, little-endian; a JSON header, padded
 * with spaces to eight bytes; the numbers. Equal contents give equal bytes, those of the format's own writer: tensors lie by
 * type, then by name.
 *
 * @throws RangeError when a name is taken by the format or data and shape differ in size
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = Object.entries(tensors).sort(
    ([a, { data: x }], [b, { data: y }]) => order(dtypeOf(x), dtypeOf(y)) || order(a, b),
  );
  let end = 0;
  const described = entries.map(([name, { shape, data }]) => {
    if (name === METADATA) throw new RangeError(`expected tensors by other names than ${METADATA}, which the format takes`);
    if (data.length !== sizeOf(shape))
      throw new RangeError(`expected ${sizeOf(shape)} elements in ${name} of shape [${shape}], found ${data.length}`);
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: dtypeOf(data), shape, data_offsets: [begin, end] }];
  });
  const notes = Object.entries(metadata).sort(([a], [b]) => order(a, b));
  const head = notes.length === 0 ? [] : [[METADATA, Object.fromEntries(notes)]];
  const text = jsonObject([...head, ...described] as [string, unknown][]);
  const header = new TextEncoder().encode(text);
  const length = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(LENGTH_BYTES + length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(header, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + header.length, LENGTH_BYTES + length);
  let at = LENGTH_BYTES + length;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * The tensors and notes of a safetensors file with float32, float16, bfloat16 and int32 tensors. Numbers of 32 bits are views
 * into `bytes` where they lie on multiples of four, copies elsewhere; floats of 16 bits become float32, without rounding.
 *
 * @param wanted names of the tensors to read; others are left out, whatever their type. Absent: all
 * @throws RangeError when the file is cut short or longer than it says, its header is no such JSON, a name comes twice, a type is
 * another, or the tensors do not cover the data exactly once
 */
export function decodeSafetensors(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): Safetensors {
  const { header, data } = split(bytes);
  const metadata = metadataOf(header);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => ({ name, ...described(name, entry) }));
  checkCover(entries, data.length);
  const tensors = entries
    .filter(({ name }) => wanted(name))
    .map(({ name, dtype, shape, begin, end }) => [name, { shape, data: numbers(name, dtype, shape, data.subarray(begin, end)) }]);
  return { tensors: Object.fromEntries(tensors), metadata };
}

const dtypeOf = (data: Float32Array | Int32Array): Dtype => (data instanceof Float32Array ? 'F32' : 'I32');

/** By code points, as the format's writer orders names. */
function order(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i].codePointAt(0) as number) - (y[i].codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** JSON with keys as they come: an object of JavaScript would put keys that look like numbers first. */
function jsonObject(entries: readonly (readonly [string, unknown])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}

function split(bytes: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES)
    throw new RangeError(`expected at least ${LENGTH_BYTES} bytes of safetensors, found ${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const room = bytes.length - LENGTH_BYTES;
  if (length > BigInt(Math.min(room, MOST_HEADER_BYTES))) {
    throw new RangeError(
      `expected a safetensors header of at most ${Math.min(room, MOST_HEADER_BYTES)} bytes, found a length of ${length}`,
    );
  }
  const end = LENGTH_BYTES + Number(length);
  return { header: parsed(bytes.subarray(LENGTH_BYTES, end)), data: bytes.subarray(end) };
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`expected a safetensors header in JSON: ${(error as Error).message}`);
  }
  if (!isObject(header) || !text.startsWith('{')) throw new RangeError('expected a safetensors header that is a JSON object');
  const twice = repeatedKey(text);
  if (twice !== undefined) throw new RangeError(`expected names once in a safetensors header, found ${twice} twice`);
  return header;
}

function metadataOf(header: Record<string, unknown>): Record<string, string> {
  if (!Object.hasOwn(header, METADATA)) return {};
  const metadata = header[METADATA];
  if (!isObject(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) {
    throw new RangeError(`expected ${METADATA} to hold strings, found ${shownJson(metadata)}`);
  }
  return metadata as Record<string, string>;
}

function described(name: string, entry: unknown): { dtype: unknown; shape: number[]; begin: number; end: number } {
  if (!isObject(entry)) throw new RangeError(`expected a description of ${name}, found ${shownJson(entry)}`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isCounts(shape)) throw new RangeError(`expected a shape of ${name}, found ${shownJson(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw new RangeError(`expected two offsets of ${name}, found ${shownJson(offsets)}`);
  }
  const [begin, end] = offsets;
  if (end < begin) throw new RangeError(`expected offsets of ${name} in order, found ${begin} to ${end}`);
  return { dtype, shape, begin, end };
}

/** Every byte belongs to one tensor. */
function checkCover(entries: readonly { name: string; begin: number; end: number }[], length: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) throw new RangeError(`expected ${name} to begin at byte ${covered} of the data, found ${begin}`);
    covered = end;
  }
  if (covered !== length) throw new RangeError(`expected ${covered} bytes of data, found ${length}`);
}

function numbers(name: string, dtype: unknown, shape: readonly number[], bytes: Uint8Array): Float32Array | Int32Array {
  if (typeof dtype !== 'string' || !Object.hasOwn(types, dtype)) {
    throw new RangeError(`expected ${name} of type ${Object.keys(types).join(' or ')}, found ${shownJson(dtype)}`);
  }
  const { width, read } = types[dtype as Dtype];
  const size = sizeOf(shape) * width;
  if (bytes.length !== size) throw new RangeError(`expected ${size} bytes of ${name}, found ${bytes.length}`);
  return read(bytes);
}

function words<Words>(array: new (buffer: ArrayBuffer, from: number, length: number) => Words, bytes: Uint8Array): Words {
  const { buffer, byteOffset, byteLength } = byteAligned(bytes);
  return new array(buffer as ArrayBuffer, byteOffset, byteLength / 4);
}

const byteAligned = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 4 === 0 ? bytes : bytes.slice());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
