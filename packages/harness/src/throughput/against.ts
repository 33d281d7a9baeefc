import { holm, mannWhitney, median } from '@collapse-bench/core';
import type { Speed } from './speeds.js';

/** Two versions of the code are called differently fast only beyond this: less is within what one layout of machine code or another makes. */
export const MINIMUM_EFFECT = 1.2;
/** The chance that any benchmark of unchanged code is called slower. */
export const AGAINST_ALPHA = 0.01;

/** Rounds in which everything is measured, one process a benchmark and side. */
const ROUNDS = 8;
/** What the fastest processes of these rounds show slower than this is measured anew. Below the minimum effect, which luck may hide. */
const SUSPICION = 1.1;
/** Fresh measurements of what is suspicious: blocks of a few processes of which the fastest counts, for the engine's machine code differs from process to process. */
const BLOCKS = 10;
const PROCESSES = 6;

/** Measures one side: the named benchmarks or all, each the fastest of so many processes. */
export type MeasureSide = (processes: number, ids: readonly string[]) => Promise<readonly Speed[]>;

export interface AgainstRow {
  readonly id: string;
  readonly unit: string;
  /** Fastest seen, units a second. */
  readonly base: number | undefined;
  readonly head: number | undefined;
  /** Time now over time then; undefined where one side lacks the benchmark. */
  readonly slowdown: number | undefined;
  /** Holm-adjusted over what was measured anew; undefined where nothing was suspicious. */
  readonly p: number | undefined;
  readonly verdict: 'held' | 'slower' | 'new' | 'gone';
}

/**
 * Holds the speed of one checkout (head) against another (base) on one machine, in turns and in fresh processes. First every
 * benchmark a few times; what then looks slower is measured anew, and fails when these measurements alone show it: a one-sided
 * Mann-Whitney test, Holm-adjusted at 1%, and medians 1.2x apart. The first measurements choose but do not count, so
 * unchanged code fails in at most 1% of all comparisons.
 *
 * @param calibrated whether speeds are taken relative to the calibration kernel of their process; only where both sides have the same kernels
 * @param ids benchmarks; none: all
 */
export async function compareSides(
  head: MeasureSide,
  base: MeasureSide,
  { calibrated, ids = [] }: { readonly calibrated: boolean; readonly ids?: readonly string[] },
): Promise<AgainstRow[]> {
  const speedOf = (speed: Speed) => (calibrated ? speed.perSecond / speed.calibrationPerSecond : speed.perSecond);
  const first = await inTurns(head, base, ROUNDS, 1, ids);
  const fastest = {
    head: fastestOf(first.head.flat(), speedOf),
    base: fastestOf(first.base.flat(), speedOf),
  };
  const rows = [...new Set([...fastest.head.keys(), ...fastest.base.keys()])].map((id): AgainstRow => {
    const [now, then] = [fastest.head.get(id), fastest.base.get(id)];
    const speeds = { id, unit: (now ?? then)!.unit, head: now?.perSecond, base: then?.perSecond, p: undefined };
    if (now === undefined) return { ...speeds, slowdown: undefined, verdict: 'gone' };
    if (then === undefined) return { ...speeds, slowdown: undefined, verdict: 'new' };
    return { ...speeds, slowdown: speedOf(then) / speedOf(now), verdict: 'held' };
  });
  const suspects = rows.filter(({ slowdown }) => slowdown !== undefined && slowdown > SUSPICION);
  if (suspects.length === 0) return rows;
  const anew: { readonly id: string; readonly slowdown: number; readonly p: number }[] = [];
  for (const { id } of suspects) {
    const blocks = await inTurns(head, base, BLOCKS, PROCESSES, [id]);
    const [now, then] = [blocks.head, blocks.base].map((side) => Float64Array.from(side.flat(), speedOf));
    anew.push({ id, slowdown: median(then) / median(now), p: slowerP(now, then) });
  }
  const { adjusted } = holm(
    anew.map(({ p }) => p),
    AGAINST_ALPHA,
  );
  return rows.map((row) => {
    const i = anew.findIndex(({ id }) => id === row.id);
    if (i === -1) return row;
    const { slowdown } = anew[i];
    const slower = adjusted[i] <= AGAINST_ALPHA && slowdown >= MINIMUM_EFFECT;
    return { ...row, slowdown, p: adjusted[i], verdict: slower ? 'slower' : 'held' };
  });
}

/** Head and base one after the other, each first in every second round: a machine that warms up or slows down does the same to both. */
async function inTurns(head: MeasureSide, base: MeasureSide, rounds: number, processes: number, ids: readonly string[]) {
  const found: { readonly head: (readonly Speed[])[]; readonly base: (readonly Speed[])[] } = { head: [], base: [] };
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) found.head.push(await head(processes, ids));
    found.base.push(await base(processes, ids));
    if (round % 2 === 1) found.head.push(await head(processes, ids));
  }
  return found;
}

function fastestOf(speeds: readonly Speed[], speedOf: (speed: Speed) => number): Map<string, Speed> {
  const fastest = new Map<string, Speed>();
  for (const speed of speeds) {
    const other = fastest.get(speed.id);
    if (other === undefined || speedOf(speed) > speedOf(other)) fastest.set(speed.id, speed);
  }
  return fastest;
}

/** One-sided: the chance of speeds `now` as low among `then` if both were of one kind. */
function slowerP(now: Float64Array, then: Float64Array): number {
  const { u, pValue } = mannWhitney(then, now);
  return u > (now.length * then.length) / 2 ? pValue / 2 : 1 - pValue / 2;
}
