import { exp, ln } from '../special.js';

const MOST = 24;

/** The generations a scenario measures: as it says, or at most 24 spaced logarithmically from 1 to the last. */
export function observedGenerations({ observe, generations }: { observe?: readonly number[]; generations: number }): number[] {
  if (observe !== undefined) return [...observe];
  if (generations <= MOST) return Array.from({ length: generations }, (_, i) => i + 1);
  const chosen = new Set<number>([1, generations]);
  for (let i = 1; i < MOST - 1; i++) chosen.add(Math.round(exp((ln(generations) * i) / (MOST - 1))));
  return [...chosen].sort((a, b) => a - b);
}
