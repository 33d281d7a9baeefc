const LARGEST = 1e150;

/** From low to high. */
export type Extent = readonly [number, number];

/**
 * How far values reach; a single value gets room on both sides, and nothing at all reaches from 0 to 1.
 *
 * @param values any order; what is not finite, or so large that a span may not be, is left out
 */
export function extentOf(values: Iterable<number>): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!(Math.abs(value) < LARGEST)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  // Where doubles cannot tell the ends apart there is nothing to scale by.
  const room = Math.max(Math.abs(low), Math.abs(high), 1e-300) * 1e-6;
  return high - low > room ? [low, high] : [low - Math.max(room, 0.5), high + Math.max(room, 0.5)];
}

/** Every second value of x0, y0, x1, y1, ... of several point lists, from `first` (0: x, 1: y) on. */
export function* everySecond(lists: readonly Float64Array[], first: 0 | 1): Generator<number> {
  for (const points of lists) for (let i = first; i < points.length; i += 2) yield points[i];
}
