import { type Aspect, median } from '@collapse-bench/core';
import { mitigationOf, mitigations, systemOf } from '../catalog.js';
import type { Result } from '../record/result.js';
import { sampleCount } from '../scenario/sample-count.js';
import type { Scenario } from '../scenario/schema.js';
import { type Interval, typicalChange } from './interval.js';
import { type ResamplesOf, resamplesOnce } from './resamples.js';

/** One system under one mitigation. */
export interface GridEntry {
  readonly system: string;
  readonly mitigation: string;
  readonly scenario: Scenario;
  /** Absent: `reason` says why. */
  readonly result: Result | undefined;
  readonly reason?: string;
}

/** What a system's cells are: the aspect's metric at the last generation, over that of `replace`. */
export interface GridSystem {
  readonly system: string;
  readonly metric: string;
  readonly direction: 'lower-is-better' | 'higher-is-better';
  readonly generation: number;
  readonly replicates: number;
  readonly seed: number;
  readonly samples: number | 'infinite';
  /** The typical value under `replace`: the median over its replicates. */
  readonly replaced: number;
}

export interface GridCell {
  readonly system: string;
  readonly mitigation: string;
  /** Typical value over the typical value under `replace`. */
  readonly ratio: Interval;
  /** Pairs of replicates behind it. */
  readonly replicates: number;
  /** Against 1; `none shown` where the interval contains it. */
  readonly effect: 'lower' | 'higher' | 'none shown';
  /** Distinct real samples used after model 1, expected; null for whole populations. */
  readonly realSamplesUsed: number | null;
  /** Distinct real samples that only select or weigh training data, expected. */
  readonly selectionSamplesUsed: number;
}

export interface MitigationGrid {
  readonly aspect: Aspect;
  /** In the order in which they are to be read. */
  readonly mitigations: readonly string[];
  readonly systems: readonly GridSystem[];
  readonly cells: readonly GridCell[];
  /** Systems or cells that have no number, and why. */
  readonly without: readonly { readonly system: string; readonly mitigation?: string; readonly reason: string }[];
}

/**
 * Every mitigation against `replace` in every system: ratio of medians over the replicates that both have, pairs of one
 * replicate resampled together (they share their real data), with a 95% bootstrap interval.
 */
export function mitigationGrid(entries: readonly GridEntry[], aspect: Aspect): MitigationGrid {
  const systems: GridSystem[] = [];
  const cells: GridCell[] = [];
  const without: MitigationGrid['without'][number][] = [];
  for (const system of [...new Set(entries.map((entry) => entry.system))]) {
    const own = entries.filter((entry) => entry.system === system);
    const reference = referenceOf(own, aspect);
    if (typeof reference === 'string') {
      without.push({ system, reason: reference });
      continue;
    }
    systems.push(reference.described);
    for (const entry of own) {
      const cell = cellOf(entry, reference);
      if (typeof cell === 'string') without.push({ system, mitigation: entry.mitigation, reason: cell });
      else cells.push(cell);
    }
  }
  return { aspect, mitigations: sortedMitigations(entries), systems, cells, without };
}

interface Reference {
  readonly described: GridSystem;
  readonly log: boolean;
  readonly scenario: Scenario;
  readonly result: Result;
  readonly resamples: ResamplesOf;
}

/**
 * Resamples of a system's replicates. One stream for all its mitigations, so that they are resampled together and can be
 * compared with each other; systems are resampled apart.
 */
export function gridResamples(system: string, aspect: Aspect, seed: number): ResamplesOf {
  return resamplesOnce(seed, `grid/${system}/${aspect}`);
}

function referenceOf(entries: readonly GridEntry[], aspect: Aspect): Reference | string {
  const entry = entries.find(({ mitigation }) => mitigation === 'replace');
  if (entry === undefined) return 'no `replace` to compare with';
  const { system, scenario, result, reason } = entry;
  if (result === undefined) return `no result of \`replace\`: ${reason}`;
  const { aspects, metrics } = systemOf(scenario.system.id);
  const named = aspects?.[aspect];
  if (named === undefined) return `it has no metric of ${aspect}`;
  if (!scenario.metrics.includes(named.metric)) return `its scenarios do not measure ${named.metric}`;
  const last = result.generations.length - 1;
  const values = result.values[named.metric][last].filter((value) => typeof value === 'number');
  if (values.length < result.replicates.length) return `${named.metric} under \`replace\` is not a number everywhere`;
  return {
    described: {
      system,
      metric: named.metric,
      direction: metrics.find(({ id }) => id === named.metric)!.direction,
      generation: result.generations[last],
      replicates: result.replicates.length,
      seed: result.seed,
      samples: scenario.samples,
      replaced: median(Float64Array.from(values)),
    },
    log: named.log === true,
    scenario,
    result,
    resamples: gridResamples(system, aspect, result.seed),
  };
}

function cellOf(entry: GridEntry, reference: Reference): GridCell | string {
  const { system, mitigation, scenario, result } = entry;
  if (result === undefined) return entry.reason ?? 'no result';
  const { metric, generation, seed, samples } = reference.described;
  if (result.seed !== seed) return `seed ${result.seed}, but ${seed} under \`replace\`: they share no data`;
  const setting = ({ system: options, samples: count }: Scenario) => JSON.stringify([options, count]);
  if (setting(scenario) !== setting(reference.scenario))
    return `another setting than \`replace\` (${samples} samples a generation)`;
  if (result.values[metric] === undefined) return `it does not measure ${metric}`;
  const index = result.generations.indexOf(generation);
  if (index < 0) return `generation ${generation} is not observed`;

  const before: number[] = [];
  const after: number[] = [];
  const replaced = reference.result.values[metric][reference.result.generations.indexOf(generation)];
  for (const [i, replicate] of result.replicates.entries()) {
    const partner = reference.result.replicates.indexOf(replicate);
    if (partner < 0) continue;
    const value = result.values[metric][index][i];
    if (typeof value !== 'number') return `${metric} is not a number everywhere`;
    before.push(replaced[partner] as number);
    after.push(value);
  }
  if (before.length < 2) return 'fewer than two replicates in common with `replace`';
  const ratio = typicalChange(before, after, reference.log, reference.resamples(before.length)!);
  if (ratio === undefined) return `no ratio: the typical ${metric} under \`replace\` is 0 or next to it`;
  return {
    system,
    mitigation,
    ratio,
    replicates: before.length,
    effect: ratio.high < 1 ? 'lower' : ratio.low > 1 ? 'higher' : 'none shown',
    realSamplesUsed: result.realSamplesUsed[index] ?? null,
    selectionSamplesUsed:
      mitigationOf(scenario.mitigation.id)
        .create(scenario.mitigation)
        .selectionSamplesUsed?.(generation, sampleCount(scenario)) ?? 0,
  };
}

const byNumberInName = new Intl.Collator('en', { numeric: true });

/** In the catalog's order, the strengths of one mitigation ascending. */
function sortedMitigations(entries: readonly GridEntry[]): string[] {
  const places = new Map<string, number>();
  for (const { mitigation, scenario } of entries) {
    places.set(
      mitigation,
      mitigations.findIndex(({ id }) => id === scenario.mitigation.id),
    );
  }
  return [...places.keys()].sort((a, b) => places.get(a)! - places.get(b)! || byNumberInName.compare(a, b));
}
