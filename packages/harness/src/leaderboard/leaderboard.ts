import canonicalize from 'canonicalize';
import { mitigationOf, systemOf } from '../catalog.js';
import { type GridSystem, mitigationGrid } from '../profile/mitigation-grid.js';
import { collapseProfile, profileResamples } from '../profile/profile.js';
import type { ResamplesOf } from '../profile/resamples.js';
import { formatResult } from '../record/result.js';
import { sampleCount } from '../scenario/sample-count.js';
import { theoryFailures, theoryRows } from '../verdict/theory.js';
import { gitObject } from './git-object.js';
import { type OverallScore, overallScores, overallSystems, partialScores, type ScoredSystem } from './overall.js';
import { paretoFront } from './pareto-front.js';
import { rankIntervals, widened } from './rank-intervals.js';
import {
  LEADERBOARD_FORMAT,
  type Leaderboard,
  type LeaderboardRow,
  type LeaderboardSystem,
  type OverallRow,
  type PreservingRow,
} from './schema.js';
import { asRatio, type BoardEntry, type Score, scoresOf } from './scores.js';
import { type TrainingCost, trainingCost } from './training-cost.js';

/** Replicates that make an interval good: many are cheap where nothing is trained. */
const REPLICATES_WANTED = { portable: 200, environment: 5 } as const;

interface BoardSystem extends ScoredSystem {
  readonly described: GridSystem;
}

/**
 * The leaderboard of the entries that have results, which must be accepted ones: the record that a row names is the baseline of its
 * scenario. Systems in the order of the entries, rows by rank. Pure: equal entries, equal leaderboards, on every machine.
 */
export async function leaderboardOf(entries: readonly BoardEntry[]): Promise<Leaderboard> {
  const grid = mitigationGrid(entries, 'risk');
  const without = [...grid.without];
  const systems: BoardSystem[] = [];
  for (const described of grid.systems) {
    const { system, replicates } = described;
    const cells = grid.mitigations.flatMap((mitigation) =>
      grid.cells.filter((cell) => cell.system === system && cell.mitigation === mitigation),
    );
    const found = scoresOf(
      described,
      cells,
      entries.filter((entry) => entry.system === system),
    );
    without.push(...found.without);
    if (found.scores.length > 0) systems.push({ system, replicates, described, scores: found.scores });
  }
  const costs = await costsOf(systems);
  const theory = theoryOf(systems);
  const inOverall = overallSystems(systems);
  const overall = overallScores(inOverall);
  return {
    formatVersion: LEADERBOARD_FORMAT,
    aspect: 'risk',
    systems: systems.map((system) => systemRows(system, inOverall.includes(system), costs, theory)),
    overall: {
      systems: inOverall.map(({ system }) => system),
      rows: overallRows(overall, costs),
      partial: partialScores(inOverall),
    },
    preserving: preservingRows(overall),
    without,
  };
}

type Costs = ReadonlyMap<Score, TrainingCost | undefined>;
type Theory = ReadonlyMap<Score, LeaderboardRow['theory']>;

async function costsOf(systems: readonly BoardSystem[]): Promise<Costs> {
  const costs = new Map<Score, TrainingCost | undefined>();
  for (const { described, scores } of systems) {
    for (const score of scores) {
      const { mitigation } = score.entry.scenario;
      costs.set(score, await trainingCost(mitigation, sampleCount(score.entry.scenario), described.generation));
    }
  }
  return costs;
}

/** Every result against the oracles of its system, all tested together. */
function theoryOf(systems: readonly BoardSystem[]): Theory {
  const rows = systems.flatMap(({ scores }) =>
    scores.flatMap(({ entry }) => theoryRows(entry.loaded, entry.result).map((row) => ({ scenario: entry.loaded.id, row }))),
  );
  const failures = theoryFailures(rows);
  const count = (among: readonly { scenario: string }[], id: string) => among.filter(({ scenario }) => scenario === id).length;
  return new Map(
    systems.flatMap(({ scores }) =>
      scores.map((score) => {
        const { id } = score.entry.loaded;
        return [score, { rows: count(rows, id), failed: count(failures, id) }] as const;
      }),
    ),
  );
}

function systemRows(
  { described, scores, replicates }: BoardSystem,
  inOverall: boolean,
  costs: Costs,
  theory: Theory,
): LeaderboardSystem {
  const { system, metric, direction, generation, samples, seed } = described;
  const ranks = rankIntervals(
    scores.map(({ difference }) => difference.estimate),
    scores.map(({ difference, resampled }) => widened(difference.estimate, resampled, replicates)),
  );
  const front = fronts(
    scores.map((score) => ({
      judge: judgeOf(score),
      price: priceOf(score),
      risk: score.difference.estimate,
      ...costFields([costs.get(score)]),
    })),
  );
  const resamples = profileResamples(seed);
  const rows = scores.map((score, i): LeaderboardRow => {
    const { entry, cell, value, difference } = score;
    return {
      mitigation: entry.mitigation,
      scenario: entry.loaded.id,
      scenarioHash: entry.loaded.hash,
      record: `baselines/${entry.loaded.id}.json`,
      recordObject: gitObject(formatResult(entry.result)),
      rank: ranks[i],
      value,
      ratio: cell.ratio,
      difference,
      realSamplesUsed: cell.realSamplesUsed,
      selectionSamplesUsed: cell.selectionSamplesUsed,
      judge: judgeOf(score),
      ...costFields([costs.get(score)]),
      ...front[i],
      collapse: profileOf(score, resamples),
      theory: theory.get(score)!,
      environmentClass: entry.result.environmentClass ?? null,
    };
  });
  const { determinism } = systemOf(scores[0].entry.scenario.system.id);
  const replicatesWanted = REPLICATES_WANTED[determinism];
  return { system, metric, direction, generation, samples, replicates, replicatesWanted, seed, inOverall, rows: byRank(rows) };
}

function overallRows(overall: readonly OverallScore[], costs: Costs): OverallRow[] {
  const front = fronts(
    overall.map(({ scores, difference }) => ({
      judge: judgeOf(scores[0]),
      price: meanOf(scores.map(shareOf(priceOf))),
      risk: difference.estimate,
      ...costFields(scores.map((score) => costs.get(score))),
    })),
  );
  const rows = overall.map(
    ({ mitigation, rank, meanRank, difference, scores }, i): OverallRow => ({
      mitigation,
      settings: settingsOf(scores),
      rank,
      meanRank,
      ratio: asRatio(difference),
      realShare: meanOf(scores.map(shareOf(({ cell }) => cell.realSamplesUsed))),
      selectionShare: meanOf(scores.map(shareOf(({ cell }) => cell.selectionSamplesUsed))),
      judge: judgeOf(scores[0]),
      ...costFields(scores.map((score) => costs.get(score))),
      ...front[i],
    }),
  );
  return byRank(rows);
}

/** The options that go by one name, each with the systems that run it with them. */
function settingsOf(scores: readonly Score[]): OverallRow['settings'] {
  const settings = new Map<string, { systems: string[]; mitigation: Record<string, unknown> }>();
  for (const { entry } of scores) {
    const { mitigation } = entry.scenario;
    const key = canonicalize(mitigation)!;
    const found = settings.get(key) ?? { systems: [], mitigation };
    found.systems.push(entry.system);
    settings.set(key, found);
  }
  return [...settings.values()];
}

function preservingRows(overall: readonly OverallScore[]): PreservingRow[] {
  return overall
    .filter(({ scores }) => scores[0].entry.scenario.mitigation.id === 'preserve-real')
    .map(({ mitigation, difference, scores }) => ({
      fraction: scores[0].entry.scenario.mitigation.fraction as number,
      mitigation,
      realShare: meanOf(scores.map(shareOf(({ cell }) => cell.realSamplesUsed))),
      ratio: asRatio(difference),
      systems: scores.map(({ entry, cell }) => ({ system: entry.system, ratio: cell.ratio })),
    }))
    .sort((a, b) => a.fraction - b.fraction);
}

/** Real samples that must be kept at hand; null for whole populations. */
function priceOf({ cell }: Score): number | null {
  return cell.realSamplesUsed === null ? null : cell.realSamplesUsed + cell.selectionSamplesUsed;
}

/** As a share of M, the size of the original data. */
function shareOf(count: (score: Score) => number | null): (score: Score) => number | null {
  return (score) => {
    const found = count(score);
    return found === null ? null : found / sampleCount(score.entry.scenario);
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null)
    ? null
    : (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
}

interface BoardOffer {
  readonly judge: LeaderboardRow['judge'];
  readonly price: number | null;
  readonly risk: number;
  readonly samplesTrained: number | null;
  readonly samplesGenerated: number | null;
}

/**
 * The front of all, and the front of those that train on and generate no more than `replace` does: real data can be saved by
 * computing more. What a judge knows of the real distribution is no number of samples: what leans on one has no price.
 */
function fronts(offers: readonly BoardOffer[]): { onFront: boolean; onFrontAtSameCompute: boolean }[] {
  const priced = offers.filter(({ price, judge }) => price !== null && judge === null);
  const most = 1 + 1e-9;
  const cheap = priced.filter(({ samplesTrained, samplesGenerated }) => samplesTrained! <= most && samplesGenerated! <= most);
  const members = (among: readonly BoardOffer[]) => {
    const front = paretoFront(among.map(({ price, risk }) => ({ price: price!, risk })));
    return new Set(among.filter((_, i) => front[i]));
  };
  const [all, same] = [members(priced), members(cheap)];
  return offers.map((offer) => ({ onFront: all.has(offer), onFrontAtSameCompute: same.has(offer) }));
}

function judgeOf({ entry }: Score): LeaderboardRow['judge'] {
  const { id, ...options } = entry.scenario.mitigation;
  const { needs } = mitigationOf(id).create(options);
  return (['reward', 'correct'] as const).find((each) => needs.includes(each)) ?? null;
}

/** Means over systems. */
function costFields(costs: readonly (TrainingCost | undefined)[]) {
  return {
    samplesTrained: meanOf(costs.map((cost) => cost?.trained ?? null)),
    samplesGenerated: meanOf(costs.map((cost) => cost?.generated ?? null)),
  };
}

function profileOf({ entry }: Score, resamples: ResamplesOf): LeaderboardRow['collapse'] {
  const findings = collapseProfile(entry.scenario, entry.result, resamples);
  const those = (status: string) =>
    findings.filter((finding) => finding.status === status).map(({ definition }) => definition.split(' ')[0]);
  return { met: those('met'), undecided: those('undecided'), notMet: those('not met'), notAssessed: those('not assessed') };
}

/** Stable: equal ranks stay in the order of the catalog. */
function byRank<Row extends { readonly rank: { readonly estimate: number } }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => a.rank.estimate - b.rank.estimate);
}
