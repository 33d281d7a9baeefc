import type { Problem } from '../contracts/problem.js';
import type { Setting } from '../contracts/system.js';

/** Draws outside the region of highest density are thrown away, 1/p - 1 of them for each that stays. */
const LEAST_TOP_P = 0.01;

/** What a system that serves top-p by rejection has to say about p; empty under other mitigations. */
export function checkTopP({ id, p }: Setting['mitigation']): readonly Problem[] {
  if (id !== 'top-p' || (p as number) >= LEAST_TOP_P) return [];
  const expected = `a number >= ${LEAST_TOP_P}, for the region is sampled by rejection`;
  return [{ pointer: '/mitigation/p', expected, found: `${p}`, remedy: 'take a larger share' }];
}
