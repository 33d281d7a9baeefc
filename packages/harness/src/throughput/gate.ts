import type { Speed } from './speeds.js';

/** A slowdown beyond this, after calibration and in every process that was tried, is a regression. */
export const SLOWDOWN_LIMIT = 1.5;
/** A slowdown beyond this is doubtful: measured in more processes. Well below the limit, so that unchanged code stays clear of it. */
const DOUBT_LIMIT = 1.25;
/** Processes that a doubtful benchmark is measured in at a time, and how often. */
const MORE_PROCESSES = 4;
const MORE_ROUNDS = 3;

export interface ThroughputRow {
  readonly id: string;
  readonly unit: string;
  readonly perSecond: number;
  /** Time now over time then, the machine's own change divided out; undefined without a counterpart. */
  readonly slowdown: number | undefined;
  readonly verdict: 'held' | 'slower' | 'new' | 'gone';
}

/** Calibrated comparison of every benchmark with its baseline; one that has gone from the suite fails. */
export function compareSpeeds(now: readonly Speed[], then: readonly Speed[]): ThroughputRow[] {
  const rows = now.map((speed) =>
    rowOf(
      speed,
      then.find(({ id }) => id === speed.id),
    ),
  );
  const gone = then.filter(({ id }) => !now.some((speed) => speed.id === id));
  return [...rows, ...gone.map(({ id, unit }) => ({ id, unit, perSecond: 0, slowdown: undefined, verdict: 'gone' as const }))];
}

function rowOf(now: Speed, then: Speed | undefined): ThroughputRow {
  const { id, unit, perSecond } = now;
  if (then === undefined) return { id, unit, perSecond, slowdown: undefined, verdict: 'new' };
  const machine = now.calibrationPerSecond / then.calibrationPerSecond;
  const slowdown = (then.perSecond / perSecond) * machine;
  return { id, unit, perSecond, slowdown, verdict: slowdown > SLOWDOWN_LIMIT ? 'slower' : 'held' };
}

/**
 * Measures what is doubtfully slow again, in a few processes at a time, until it is not or there is no doubt. What the engine
 * makes of a function differs from process to process, by up to a factor of two: its fastest is what the code can do.
 *
 * @param measure speeds of the named benchmarks, each the fastest of a number of processes
 * @returns of every benchmark the fastest speed, its own calibration considered
 */
export async function settledSpeeds(
  first: readonly Speed[],
  then: readonly Speed[],
  measure: (processes: number, ids: readonly string[]) => Promise<readonly Speed[]>,
): Promise<readonly Speed[]> {
  let speeds = first;
  for (let round = 0; round < MORE_ROUNDS; round++) {
    const doubtful = compareSpeeds(speeds, then).filter(({ slowdown }) => slowdown !== undefined && slowdown > DOUBT_LIMIT);
    if (doubtful.length === 0) break;
    const again = await measure(
      MORE_PROCESSES,
      doubtful.map(({ id }) => id),
    );
    speeds = speeds.map((speed) => again.filter(({ id }) => id === speed.id).reduce(faster, speed));
  }
  return speeds;
}

function faster(a: Speed, b: Speed): Speed {
  return b.perSecond / b.calibrationPerSecond > a.perSecond / a.calibrationPerSecond ? b : a;
}
