import { numberText } from './number-text.js';

/** Data to pixels. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  at(value: number): number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** @param logarithmic for low > 0 only */
export function scale(low: number, high: number, from: number, to: number, logarithmic = false): Scale {
  const place = logarithmic ? Math.log : (value: number) => value;
  const begin = place(low);
  const span = place(high) - begin || 1;
  return { low, high, logarithmic, at: (value) => from + ((to - from) * (place(value) - begin)) / span };
}

/** Round values that a reader expects: 1, 2 or 5 times a power of ten; powers of ten on a logarithmic scale. */
export function ticks({ low, high, logarithmic }: Scale, about: number): Tick[] {
  const values = logarithmic ? powers(low, high, about) : steps(low, high, about);
  return values.map((value) => ({ value, label: numberText(value, 6) }));
}

function steps(low: number, high: number, about: number): number[] {
  const rough = (high - low) / about;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function powers(low: number, high: number, about: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  // Less than two powers of ten: steps say more.
  if (last - first < 1) return steps(low, high, about);
  const every = Math.ceil((last - first + 1) / about);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => 10 ** (first + i * every));
}
