import { wilsonInterval } from '@collapse-bench/core';
import { plantedChanges } from './planted-changes.js';
import type { Place } from './planted-shift.js';
import { EFFECTS, type PowerStudy } from './study.js';

/** How often something happened. */
export interface Rate {
  readonly count: number;
  readonly trials: number;
}

/** Of the scenarios that a change makes a difference to, those whose verdict says so. */
export interface ExactFinding {
  /** undefined: nothing was changed, and the verdict must be `exact`. */
  readonly change: string | undefined;
  readonly summary: string;
  readonly rows: number;
  readonly flagged: number;
  /** Those of `flagged` for which the first replicate was enough. */
  readonly byFirst: number;
  /** Scenarios whose verdict is not what it must be. */
  readonly wrong: readonly string[];
}

export function exactFindings({ exact }: PowerStudy): ExactFinding[] {
  const changes = [{ id: undefined, summary: 'nothing is changed' }, ...plantedChanges];
  return changes.map(({ id, summary }) => {
    const outcomes = exact.filter(({ change }) => change === id);
    const flagged = outcomes.filter(({ verdict }) => verdict === 'different');
    const wrong = outcomes.filter(({ verdict }) => verdict !== (id === undefined ? 'exact' : 'different'));
    return {
      change: id,
      summary,
      rows: outcomes.length,
      flagged: flagged.length,
      byFirst: flagged.filter(({ replicates }) => replicates === 1).length,
      wrong: wrong.map(({ scenario }) => scenario),
    };
  });
}

/** How often a shift was flagged at one place, by effect; by theory only where an exact oracle speaks of the place. */
export interface PlaceFinding {
  readonly place: Place;
  readonly flagged: readonly Rate[];
  readonly byTheory: readonly Rate[] | undefined;
}

export function placeFindings({ places, seeds }: PowerStudy): PlaceFinding[] {
  return places.map((place, p) => {
    const rates = (of: (seed: number) => readonly boolean[] | undefined) =>
      EFFECTS.map((_, e): Rate => ({ count: seeds.filter((_seed, s) => of(s)?.[e]).length, trials: seeds.length }));
    const spokenOf = seeds.some(({ flaggedByTheory }) => flaggedByTheory[p] !== undefined);
    return {
      place,
      flagged: rates((s) => seeds[s].flagged[p]),
      byTheory: spokenOf ? rates((s) => seeds[s].flaggedByTheory[p]) : undefined,
    };
  });
}

/** The place where an effect is flagged least. */
export function worst(findings: readonly (readonly Rate[])[], effect: number): Rate {
  return findings.map((rates) => rates[effect]).reduce((a, b) => (b.count / b.trials < a.count / a.trials ? b : a));
}

/** A rate that was promised, and what was found. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: Rate;
  readonly met: boolean;
}

/** Effects beyond this many margins must be flagged. */
const BEYOND = 2;
const MOST_FALSE = 0.01;
const LEAST_POWER = 0.99;
const LEAST_GATE_POWER = 0.95;
const GATE_SLOWDOWN = 1.5;

export function targets(study: PowerStudy): Target[] {
  const { seeds, gates } = study;
  const [unchanged, ...changed] = exactFindings(study);
  const places = placeFindings(study);
  const beyond = EFFECTS.map((_, e) => e).filter((e) => EFFECTS[e] >= BEYOND);
  const atMost = (what: string, found: Rate): Target => ({
    what,
    wanted: `at most ${100 * MOST_FALSE}%`,
    found,
    met: found.count <= MOST_FALSE * found.trials,
  });
  const atLeast = (what: string, least: number, found: Rate): Target => ({
    what,
    wanted: least === 1 ? 'all' : `at least ${100 * least}%`,
    found,
    met: found.trials > 0 && found.count >= least * found.trials,
  });
  const sum = (rates: readonly Rate[]): Rate => ({
    count: rates.reduce((total, { count }) => total + count, 0),
    trials: rates.reduce((total, { trials }) => total + trials, 0),
  });
  const among = (happened: readonly boolean[]): Rate => ({ count: happened.filter(Boolean).length, trials: happened.length });
  return [
    atLeast('exact rows, nothing changed: exact', 1, { count: unchanged.rows - unchanged.wrong.length, trials: unchanged.rows }),
    atLeast(
      'exact rows, a change planted: different',
      1,
      sum(changed.map(({ rows, flagged }) => ({ count: flagged, trials: rows }))),
    ),
    atMost('fresh seeds, nothing changed: different', among(seeds.map(({ different }) => different))),
    atMost('the same with five replicates', among(seeds.map(({ differentByFew }) => differentByFew))),
    atLeast(
      `fresh seeds, a shift of ${BEYOND} margins or more: different, at the worst place`,
      LEAST_POWER,
      beyond
        .map((e) =>
          worst(
            places.map(({ flagged }) => flagged),
            e,
          ),
        )
        .reduce((a, b) => (b.count < a.count ? b : a)),
    ),
    atMost('fresh seeds, nothing changed: theory said not to hold', among(seeds.flatMap(({ refuted }) => refuted))),
    ...gates
      .filter(({ gate }) => gate === 'checkout')
      .flatMap(({ checks, alarms, planted }) => {
        const slower = planted.find(({ slowdown }) => slowdown === GATE_SLOWDOWN)!;
        return [
          atMost('throughput against another checkout, nothing changed: slower', { count: alarms, trials: checks }),
          atLeast(`throughput against another checkout, ${GATE_SLOWDOWN}x the time: slower`, LEAST_GATE_POWER, {
            count: slower.flagged,
            trials: slower.trials,
          }),
        ];
      }),
  ];
}

/** A rate in percent with its 95% Wilson interval. */
export function rateText({ count, trials }: Rate): string {
  const { low, high } = wilsonInterval(count, trials, 0.95);
  return `${percent(count / trials)} (${percent(low)} to ${percent(high)})`;
}

export function percent(share: number): string {
  // Not quite all is not all, and hardly any is not none.
  const rounded = (100 * share).toFixed(1);
  if (rounded === '100.0') return share === 1 ? '100%' : '>99.9%';
  if (rounded === '0.0') return share === 0 ? '0%' : '<0.1%';
  return `${rounded.replace(/\.0$/, '')}%`;
}
