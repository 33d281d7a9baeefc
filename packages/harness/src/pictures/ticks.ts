/** A mark on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/**
 * Marks at multiples of 1, 2 or 5 times a power of ten, from `low` to `high`.
 *
 * @param most how many marks at most, 2 or more
 * @throws RangeError unless low < high are finite
 */
export function ticks(low: number, high: number, most: number): Tick[] {
  if (!(low < high && Number.isFinite(high - low))) throw new RangeError(`ticks: expected low < high, found ${low} and ${high}`);
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => marks(low, high, size) <= most)!;
  const first = Math.ceil(low / step);
  return Array.from({ length: marks(low, high, step) }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: tickLabel(value, step) };
  });
}

function marks(low: number, high: number, step: number): number {
  return Math.floor(high / step) - Math.ceil(low / step) + 1;
}

/** With as many digits as tell neighbours apart; a typographer's minus. */
function tickLabel(value: number, step: number): string {
  const size = Math.abs(value);
  const large = Math.max(size, step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const digits = Math.max(0, Math.floor(Math.log10(large) + 1e-9) + decimals);
  const text = large >= 1e6 || decimals > 4 ? shortExponent(size, digits) : size.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}

function shortExponent(size: number, digits: number): string {
  return size === 0
    ? '0'
    : size
        .toExponential(Math.min(digits, 20))
        .replace(/\.?0*e\+?/, 'e')
        .replace('e-', 'e\u2212');
}
