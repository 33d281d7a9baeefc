import { webAssembly } from './host.js';
import { scalarsOf, type UpdateKernel, vectorsOf } from './kernel.js';
import { functionName, LANES, wasmModule } from './wasm-code.js';

const PAGE = 65_536;
/** WebAssembly addresses 4 GiB; the last page stays free, so that the end of the last vector has an address too. */
export const MEMORY_BYTES = 4 * 1024 * 1024 * 1024 - PAGE;

/** Float32 vectors in one WebAssembly memory, which never grows, so that their arrays stay valid. */
export interface VectorMemory {
  vector(name: string): Float32Array;
  /** Runs every kernel once, in place. */
  update(scalar: (name: string) => number): void;
}

/** Bytes that vectors of these lengths take. */
export function bytesOf(lengths: Iterable<number>): number {
  let bytes = 0;
  for (const length of lengths) bytes += padded(length);
  return bytes;
}

const padded = (length: number): number => Math.ceil(length / LANES) * LANES * Float32Array.BYTES_PER_ELEMENT;

/**
 * @param lengths of the vectors, by name: at least all that the kernels touch
 * @throws RangeError when they take more than MEMORY_BYTES
 */
export async function vectorMemory(
  lengths: ReadonlyMap<string, number>,
  kernels: readonly UpdateKernel[],
): Promise<VectorMemory> {
  const bytes = bytesOf(lengths.values());
  if (bytes > MEMORY_BYTES) throw new RangeError(`expected vectors of at most ${MEMORY_BYTES} bytes in all, found ${bytes}`);
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
  const offsets = new Map<string, number>();
  let next = 0;
  for (const [name, length] of lengths) {
    offsets.set(name, next);
    next += padded(length);
  }
  const offset = (name: string): number => {
    const found = offsets.get(name);
    if (found === undefined) throw new RangeError(`expected a vector of the memory, found ${name}`);
    return found;
  };
  const { instance } = await webAssembly.instantiate(wasmModule(kernels), { host: { memory } });
  const calls = kernels.map((kernel, place) => ({
    run: instance.exports[functionName(place)],
    addresses: vectorsOf(kernel).map(offset),
    scalars: scalarsOf(kernel),
  }));
  return {
    vector: (name) => new Float32Array(memory.buffer, offset(name), lengths.get(name)),
    update(scalar) {
      for (const { run, addresses, scalars } of calls) run(...addresses, ...scalars.map(scalar));
    },
  };
}
