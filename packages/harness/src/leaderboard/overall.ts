import type { Interval } from '../profile/interval.js';
import { percentileInterval } from '../profile/interval.js';
import { type Rank, rankIntervals, sharedRanks, widened } from './rank-intervals.js';
import type { Score } from './scores.js';

/** The scores of one system. */
export interface ScoredSystem {
  readonly system: string;
  readonly replicates: number;
  readonly scores: readonly Score[];
}

export interface OverallScore {
  readonly mitigation: string;
  readonly rank: Rank;
  readonly meanRank: number;
  /** Mean difference over the systems. */
  readonly difference: Interval;
  /** This mitigation's score in each of the systems. */
  readonly scores: readonly Score[];
}

/**
 * A system that runs less than this share of the mitigations has its own table and no part in the means: it would take almost
 * every mitigation out of the ranks, which are only among those that all systems ran.
 */
export const LEAST_SHARE = 0.5;

const nameOf = ({ entry }: Score) => entry.mitigation;

/** Systems that run at least LEAST_SHARE of the mitigations that any system runs. */
export function overallSystems(systems: readonly ScoredSystem[]): ScoredSystem[] {
  const all = new Set(systems.flatMap(({ scores }) => scores.map(nameOf)));
  return systems.filter(({ scores }) => scores.length >= LEAST_SHARE * all.size);
}

/** Mitigations in the order of the first system that runs them, and whether every system does. */
function mitigationsOf(systems: readonly ScoredSystem[]): { name: string; everywhere: boolean }[] {
  const names = [...new Set(systems.flatMap(({ scores }) => scores.map(nameOf)))];
  return names.map((name) => ({
    name,
    everywhere: systems.every(({ scores }) => scores.some((score) => nameOf(score) === name)),
  }));
}

/**
 * Mean rank over the systems, each system counting once, whatever its scale. Only mitigations that all of them ran are ranked,
 * among each other, so that every mean is over the same opponents. The resamples of systems are independent of each other.
 */
export function overallScores(systems: readonly ScoredSystem[]): OverallScore[] {
  const names = mitigationsOf(systems).flatMap(({ name, everywhere }) => (everywhere ? [name] : []));
  if (names.length === 0) return [];
  const bySystem = systems.map(({ replicates, scores }) => {
    const ranked = names.map((name) => scores.find((score) => nameOf(score) === name)!);
    const wide = ranked.map(({ difference, resampled }) => widened(difference.estimate, resampled, replicates));
    return { ranked, wide, ranks: sharedRanks(ranked.map(({ difference }) => difference.estimate)) };
  });
  const mean = (number: (system: (typeof bySystem)[number]) => number) =>
    bySystem.reduce((sum, system) => sum + number(system), 0) / bySystem.length;

  const meanRanks = names.map((_, i) => mean(({ ranks }) => ranks[i]));
  const resamples = bySystem[0].wide[0].length;
  const resampledRanks = names.map(() => new Float64Array(resamples));
  for (let b = 0; b < resamples; b++) {
    for (const { wide } of bySystem) {
      const ranks = sharedRanks(wide.map((draws) => draws[b]));
      for (let i = 0; i < names.length; i++) resampledRanks[i][b] += ranks[i] / bySystem.length;
    }
  }
  const ranks = rankIntervals(meanRanks, resampledRanks);
  return names.map((mitigation, i) => ({
    mitigation,
    rank: ranks[i],
    meanRank: meanRanks[i],
    difference: percentileInterval(
      mean(({ ranked }) => ranked[i].difference.estimate),
      Float64Array.from({ length: resamples }, (_, b) => mean(({ ranked }) => ranked[i].resampled[b])),
    )!,
    scores: bySystem.map(({ ranked }) => ranked[i]),
  }));
}

/** What is not ranked, for some system has no score of it: where it stands in the others, 0 first and 1 last. */
export function partialScores(
  systems: readonly ScoredSystem[],
): { mitigation: string; systems: string[]; meanPercentile: number }[] {
  return mitigationsOf(systems)
    .filter(({ everywhere }) => !everywhere)
    .map(({ name }) => {
      const percentiles = systems.flatMap(({ system, scores }) => {
        const place = scores.findIndex((score) => nameOf(score) === name);
        if (place < 0) return [];
        const ranks = sharedRanks(scores.map(({ difference }) => difference.estimate));
        return [{ system, percentile: (ranks[place] - 1) / Math.max(1, scores.length - 1) }];
      });
      const sum = percentiles.reduce((total, { percentile }) => total + percentile, 0);
      return { mitigation: name, systems: percentiles.map(({ system }) => system), meanPercentile: sum / percentiles.length };
    })
    .sort((a, b) => a.meanPercentile - b.meanPercentile);
}
