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
  const rows = now.filter(({ id }) => !isCalibration(id)).map((speed) => rowOf(speed, now, then));
  const gone = then.filter(({ id }) => !isCalibration(id) && !now.some((speed) => speed.id === id));
  return [...rows, ...gone.map(({ id, unit }) => ({ id, unit, perSecond: 0, slowdown: undefined, verdict: 'gone' as const }))];
}

function rowOf(speed: Speed, now: readonly Speed[], then: readonly Speed[]): ThroughputRow {
  const { id, unit, bound, perSecond } = speed;
  const before = then.find((other) => other.id === id);
  const machineNow = calibration(now, bound);
  const machineThen = calibration(then, bound);
  if (before === undefined || machineNow === undefined || machineThen === undefined) {
    return { id, unit, perSecond, slowdown: undefined, verdict: 'new' };
  }
  const slowdown = (before.perSecond / perSecond) * (machineNow / machineThen);
  return { id, unit, perSecond, slowdown, verdict: slowdown > SLOWDOWN_LIMIT ? 'slower' : 'held' };
}

export function isCalibration(id: string): boolean {
  return id.startsWith('calibration/');
}

function calibration(speeds: readonly Speed[], bound: Speed['bound']): number | undefined {
  return speeds.find(({ id }) => id === `calibration/${bound}`)?.perSecond;
}

/** Of rows measured twice, the better outcome: only what is slower both times stays slower. */
export function confirmed(first: readonly ThroughputRow[], second: readonly ThroughputRow[]): ThroughputRow[] {
  return first.map((row) => {
    const again = second.find(({ id }) => id === row.id);
    return row.verdict === 'slower' && again?.verdict === 'held' ? again : row;
  });
}
