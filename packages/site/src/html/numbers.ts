import { short } from '@collapse-bench/harness';

interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** For reading: a real minus, digits as many as they mean. */
export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return '–';
  return short(value, digits)
    .replace(/^-/, '−')
    .replace(/e\+?(-?)(\d+)$/, (_all, sign, power) => `e${sign === '-' ? '−' : ''}${power}`);
}

/** `0.034 [0.031, 0.036]`; one number where the interval is a point. */
export function interval({ estimate, low, high }: Interval, digits = 3): string {
  return low === high
    ? number(estimate, digits)
    : `${number(estimate, digits)} [${number(low, digits)}, ${number(high, digits)}]`;
}

/** `3`, or `3–5` where the data do not tell. */
export function rank({ low, high }: { readonly low: number; readonly high: number }): string {
  return low === high ? String(low) : `${low}–${high}`;
}

export function times(value: number | null): string {
  return value === null ? '–' : `${number(value)}×`;
}

/** With thousands set apart. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
