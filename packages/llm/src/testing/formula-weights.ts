import type { Parameters } from '@collapse-bench/tensor';

/** 32-bit FNV-1a of ASCII text. */
function fnv1a(name: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  return value;
}

/** The i-th number of [0, 1) under a name: the finaliser of MurmurHash3, as in benchmarks/peers/language_models.py. */
function fraction(start: number, i: number): number {
  let x = (start + i) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** Weights that both sides of a comparison compute: uniform with standard deviation `spread`, around 1 for gains of norms. */
export function formulaWeights(parameters: Parameters, spread = 0.2): Record<string, Float32Array> {
  const entries = Object.entries(parameters).map(([name, { shape }]) => {
    const centre = shape.length === 1 && name.endsWith('.weight') ? 1 : 0;
    const start = fnv1a(name);
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    const reach = Math.sqrt(3) * spread;
    for (let i = 0; i < values.length; i++) values[i] = reach * (2 * fraction(start, i) - 1) + centre;
    return [name, values];
  });
  return Object.fromEntries(entries);
}

/** Tokens by the same formula, row after row. */
export function formulaTokens(vocabulary: number, name: string, count: number): Int32Array {
  const start = fnv1a(name);
  return Int32Array.from({ length: count }, (_, i) => Math.floor(fraction(start, i) * vocabulary));
}
