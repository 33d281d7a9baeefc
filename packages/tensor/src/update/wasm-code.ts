import { type Operand, type Operator, operandsOf, scalarsOf, type UpdateKernel, vectorsOf } from './kernel.js';

/** Opcodes of WebAssembly's 128-bit instructions on four float32 (after the prefix 0xfd). */
const OPCODE: Readonly<Record<Operator, number>> = {
  Abs: 0xe0,
  Neg: 0xe1,
  Sqrt: 0xe3,
  Add: 0xe4,
  Sub: 0xe5,
  Mul: 0xe6,
  Div: 0xe7,
};
const LOAD = 0x00;
const STORE = 0x0b;
const SPLAT = 0x13;

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;

/** Elements of one 128-bit register. */
export const LANES = 4;

/** Name of the function of the kernel at a place. Its arguments: byte offsets of `vectorsOf`, then `scalarsOf`. */
export const functionName = (place: number): string => `update${place}`;

/**
 * A WebAssembly module with a function for each kernel, over the memory that it imports as `host.memory`. Vectors must start at
 * multiples of 16 bytes and may be touched up to the next multiple.
 */
export function wasmModule(kernels: readonly UpdateKernel[]): Uint8Array {
  const types = kernels.map((kernel) => [
    0x60,
    ...counted([...vectorsOf(kernel).map(() => [I32]), ...scalarsOf(kernel).map(() => [F32])]),
    0x00,
  ]);
  const memoryLimits = [0x00, 0x01];
  const imports = [[...text('host'), ...text('memory'), 0x02, ...memoryLimits]];
  const exports = kernels.map((_, place) => [...text(functionName(place)), 0x00, ...unsigned(place)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, counted(types)),
    ...section(2, counted(imports)),
    ...section(3, counted(kernels.map((_, place) => unsigned(place)))),
    ...section(7, counted(exports)),
    ...section(10, counted(kernels.map((kernel) => sized(body(kernel))))),
  ]);
}

/** Locals: the arguments, the byte counter, then registers of scalars, constants, loaded vectors and operations. */
function body(kernel: UpdateKernel): number[] {
  const vectors = vectorsOf(kernel);
  const scalars = scalarsOf(kernel);
  const constants = [...new Set(operandsOf(kernel).flatMap((operand) => (operand.kind === 'constant' ? [operand.value] : [])))];
  const counter = vectors.length + scalars.length;
  const firstScalar = counter + 1;
  const firstConstant = firstScalar + scalars.length;
  const firstVector = firstConstant + constants.length;
  const firstOperation = firstVector + vectors.length;
  const registers = firstOperation + kernel.operations.length - firstScalar;

  const get = (local: number) => [0x20, ...unsigned(local)];
  const set = (local: number) => [0x21, ...unsigned(local)];
  const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];
  const address = (vector: string) => [...get(vectors.indexOf(vector)), ...get(counter), 0x6a];
  const aligned = [0x04, 0x00];
  const register = (operand: Operand): number => {
    switch (operand.kind) {
      case 'vector':
        return firstVector + vectors.indexOf(operand.name);
      case 'scalar':
        return firstScalar + scalars.indexOf(operand.name);
      case 'constant':
        return firstConstant + constants.indexOf(operand.value);
      case 'operation':
        return firstOperation + operand.place;
    }
  };

  const splats = [
    ...scalars.flatMap((_, i) => [...get(vectors.length + i), ...simd(SPLAT), ...set(firstScalar + i)]),
    ...constants.flatMap((value, i) => [0x43, ...float32(value), ...simd(SPLAT), ...set(firstConstant + i)]),
  ];
  const read = vectors.filter((name) => operandsOf(kernel).some((operand) => operand.kind === 'vector' && operand.name === name));
  const loads = read.flatMap((name) => [...address(name), ...simd(LOAD), ...aligned, ...set(register({ kind: 'vector', name }))]);
  const operations = kernel.operations.flatMap(({ operator, operands }, place) => [
    ...operands.flatMap((operand) => get(register(operand))),
    ...simd(OPCODE[operator]),
    ...set(firstOperation + place),
  ]);
  const stores = kernel.stores.flatMap(({ vector, operand }) => [
    ...address(vector),
    ...get(register(operand)),
    ...simd(STORE),
    ...aligned,
  ]);
  const end = Math.ceil(kernel.length / LANES) * LANES * Float32Array.BYTES_PER_ELEMENT;
  const next = [...get(counter), 0x41, ...signed(16), 0x6a, 0x22, ...unsigned(counter)];
  const again = [0x41, ...signed(end), 0x49, 0x0d, 0x00];
  const loop = kernel.length === 0 ? [] : [0x03, 0x40, ...loads, ...operations, ...stores, ...next, ...again, 0x0b];
  const locals = counted([
    [...unsigned(1), I32],
    [...unsigned(registers), V128],
  ]);
  return [...locals, ...splats, ...loop, 0x0b];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

const sized = (content: readonly number[]): number[] => [...unsigned(content.length), ...content];

const counted = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];

const text = (name: string): number[] => sized([...new TextEncoder().encode(name)]);

const float32 = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const more = rest >= 128;
    bytes.push((rest % 128) + (more ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit pattern given as an unsigned number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}
