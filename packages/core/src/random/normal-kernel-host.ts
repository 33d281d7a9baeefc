import { exp, ln } from '../special.js';
import { NORMAL_KERNEL } from './normal-kernel.js';

/** Deviates a kernel call writes at most. */
export const BLOCK = 4096;

/** Byte offsets in the kernel's memory, as in `scripts/normal-kernel.as.ts`. */
const KERNEL_LAYOUT = { state: 0, edge: 64, scale: 2176, density: 4288, block: 8192 } as const;

/** The instantiated kernel. Its memory is scratch: nothing in it outlives a call of `fillNormal`. */
export interface NormalKernel {
  /** Four words: the generator's, before and after `fill`. */
  readonly state: Uint32Array;
  /** 4096 deviates. */
  readonly block: Float64Array;
  fill(count: number, mean: number, standardDeviation: number): void;
}

/** The little of the WebAssembly interface used here; ES2023's types do not have it, as it belongs to the host. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, (x: number) => number>>,
  ) => { readonly exports: Record<string, unknown> };
}

interface Host {
  readonly WebAssembly?: WebAssemblyHost;
  readonly atob?: (base64: string) => string;
}

let instance: NormalKernel | 'unavailable' | undefined;

/**
 * The kernel, compiled at the first call (under 1 KB, so synchronously), with the ziggurat's tables copied in.
 *
 * @returns undefined where WebAssembly is missing or forbidden (a content security policy)
 */
export function normalKernel(edge: Float64Array, scale: Float64Array, density: Float64Array): NormalKernel | undefined {
  instance ??= instantiate(edge, scale, density, globalThis as Host) ?? 'unavailable';
  return instance === 'unavailable' ? undefined : instance;
}

/** As `normalKernel`, anew on each call and on the given host. */
export function instantiate(
  edge: Float64Array,
  scale: Float64Array,
  density: Float64Array,
  host: Host,
): NormalKernel | undefined {
  const { WebAssembly, atob } = host;
  if (WebAssembly === undefined || atob === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(NORMAL_KERNEL), (character) => character.charCodeAt(0));
    const imports = { 'normal-kernel': { exp, ln } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    const { buffer } = exports.memory as { buffer: ArrayBuffer };
    new Float64Array(buffer, KERNEL_LAYOUT.edge, edge.length).set(edge);
    new Float64Array(buffer, KERNEL_LAYOUT.scale, scale.length).set(scale);
    new Float64Array(buffer, KERNEL_LAYOUT.density, density.length).set(density);
    return {
      state: new Uint32Array(buffer, KERNEL_LAYOUT.state, 4),
      block: new Float64Array(buffer, KERNEL_LAYOUT.block, BLOCK),
      fill: exports.fill as NormalKernel['fill'],
    };
  } catch {
    return undefined;
  }
}
