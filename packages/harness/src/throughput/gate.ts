import type { Speed } from './speeds.js';

/** A slowdown beyond this, after calibration and twice in a row, is a regression. */
export const SLOWDOWN_LIMIT = 1.5;

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

/** Of rows measured twice, the better outcome: only what is slower both times stays slower. */
export function confirmed(first: readonly ThroughputRow[], second: readonly ThroughputRow[]): ThroughputRow[] {
  return first.map((row) => {
    const again = second.find(({ id }) => id === row.id);
    return row.verdict === 'slower' && again?.verdict === 'held' ? again : row;
  });
}
