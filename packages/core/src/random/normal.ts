import { exp, ln } from '../special.js';
import { BLOCK, type NormalKernel, normalKernel } from './normal-kernel-host.js';
import type { Rng } from './rng.js';
import { nextUint32, openUniform, uniform } from './xoshiro128.js';
import { createZiggurat, LAYERS, TAIL_START } from './ziggurat.js';

const { edge, scale, density } = createZiggurat();

/** Below this count a call into WebAssembly costs more than it saves. */
const KERNEL_FROM = 64;

/**
 * A standard normal deviate by the ziggurat method with 256 layers (Marsaglia and Tsang 2000, Doornik 2005). Each attempt
 * takes two 32-bit draws: 8 bits choose the layer, 54 others the sign and a 53-bit odd mantissa, so the law is exactly
 * symmetric and zero is never returned. 98.8% of attempts end there.
 */
export function normal(rng: Rng): number {
  for (;;) {
    const low = nextUint32(rng);
    const high = nextUint32(rng) | 0;
    const layer = low & (LAYERS - 1);
    const x = (high * 4194304 + ((low >>> 10) | 1)) * scale[layer];
    if (Math.abs(x) < edge[layer + 1]) return x;
    if (layer === 0) return x < 0 ? -tail(rng) : tail(rng);
    const outer = density[layer];
    if (outer + uniform(rng) * (density[layer + 1] - outer) < exp(-0.5 * x * x)) return x;
  }
}

/** The normal law beyond TAIL_START (Marsaglia 1964). */
function tail(rng: Rng): number {
  for (;;) {
    const x = -ln(openUniform(rng)) / TAIL_START;
    const y = -ln(openUniform(rng));
    if (y + y > x * x) return TAIL_START + x;
  }
}

/**
 * Fills `out` with normal deviates: out[i] = mean + standardDeviation * normal(rng), one rounding for the product and one
 * for the sum. Bit for bit, and in the generator's state afterwards, the same as that many calls of `normal`; a
 * WebAssembly kernel does the work where there are 64 or more deviates and WebAssembly may be used.
 *
 * @param out Float64Array of any length, overwritten
 */
export function fillNormal(rng: Rng, out: Float64Array, mean = 0, standardDeviation = 1): void {
  const kernel = out.length < KERNEL_FROM ? undefined : normalKernel(edge, scale, density);
  if (kernel === undefined) fillNormalByScalars(rng, out, mean, standardDeviation);
  else fillNormalByKernel(kernel, rng, out, mean, standardDeviation);
}

/** The plain JavaScript twin of the kernel: for short arrays and where WebAssembly is missing or forbidden. */
export function fillNormalByScalars(rng: Rng, out: Float64Array, mean: number, standardDeviation: number): void {
  for (let i = 0; i < out.length; i++) out[i] = mean + standardDeviation * normal(rng);
}

function fillNormalByKernel(kernel: NormalKernel, rng: Rng, out: Float64Array, mean: number, standardDeviation: number): void {
  kernel.state.set(rng.state);
  let start = 0;
  for (; start + BLOCK <= out.length; start += BLOCK) {
    kernel.fill(BLOCK, mean, standardDeviation);
    out.set(kernel.block, start);
  }
  const rest = out.length - start;
  if (rest > 0) {
    kernel.fill(rest, mean, standardDeviation);
    out.set(kernel.block.subarray(0, rest), start);
  }
  rng.state.set(kernel.state);
}
