import { type Bound, sink } from './micro-bench.js';

/**
 * Kernels that never change, one for each thing that code can be limited by. A benchmark is measured in turns with its
 * kernel, in one process, so that a slower or busier machine does not look like slower code. The arithmetic one keeps
 * several independent chains of integer and floating-point work and table look-ups in flight, as the samplers do: a
 * single dependent chain hardly notices a busy neighbour on the same core.
 */
export const calibrationKernels: Readonly<Record<Bound, () => void>> = {
  arithmetic: () => {
    let a = 0x9e3779b9 | 0;
    let b = 0x7f4a7c15 | 0;
    let c = 0x94d049bb | 0;
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      a ^= a << 13;
      a ^= a >>> 17;
      a ^= a << 5;
      b = Math.imul(b, 0x2c1b3c6d) + 0x297a2d39;
      c = (c + a) ^ (b >>> 7);
      sum += table[a & 255] * 0.75 + table[(b >>> 8) & 255] * (c * 4.656612873077393e-10);
    }
    sink.value = sum;
  },
  memory: () => {
    target.set(source);
    sink.value = target[source.length >> 1];
  },
  allocation: () => {
    const kept: { readonly values: Float64Array }[] = [];
    for (let i = 0; i < 1000; i++) kept.push({ values: new Float64Array(4) });
    sink.value = kept[kept.length - 1].values.length;
  },
};

const table = Float64Array.from({ length: 256 }, (_, i) => 1 + i / 512);
const source = new Float64Array(1 << 20);
const target = new Float64Array(1 << 20);
