import { existsSync } from 'node:fs';
import { baselineFile } from '../baseline.js';
import { systemOf } from '../catalog.js';
import { loadScenario, scenarioIds } from '../scenario/load.js';
import { loadSuite, suiteScenarios } from '../scenario/suite.js';
import type { Workspace } from '../workspace.js';
import type { ExactOutcome } from './exact-rows.js';
import type { SeedOutcome } from './fresh-seeds.js';
import { type GateRates, gates } from './gate-rates.js';
import { type Place, placesOf } from './planted-shift.js';
import type { Resampled } from './resampled-rows.js';
import type { Outcome, Task } from './tasks.js';

/** How much of everything a study does. */
export interface Extent {
  /** Pairs of fresh seeds. */
  readonly seeds: number;
  /** Resamples of each scenario that trains. */
  readonly resamples: number;
  /** Simulated checks of throughput, of unchanged code. */
  readonly checks: number;
  /** Simulated checks of each slowdown for each benchmark. */
  readonly trials: number;
}

export const fullExtent: Extent = { seeds: 500, resamples: 200, checks: 2000, trials: 100 };

/** Shifts in margins; what trains has few replicates and needs larger ones. */
export const EFFECTS: readonly number[] = [0.25, 0.5, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
export const RESAMPLED_EFFECTS: readonly number[] = [1, 2, 4, 8, 16, 32];
export const SLOWDOWNS: readonly number[] = [1.1, 1.2, 1.3, 1.4, 1.5, 2];

/** Seeds that no scenario has. */
const FIRST_SEED = 1_000_000;
const SEEDS_A_TASK = 5;

export interface PowerStudy {
  readonly exact: readonly ExactOutcome[];
  readonly places: readonly Place[];
  readonly seeds: readonly SeedOutcome[];
  readonly resampled: readonly Resampled[];
  readonly gates: readonly GateRates[];
}

/**
 * The study, cut into tasks that may be done in any order and anywhere.
 *
 * @param accepted ids of the portable scenarios whose rows are held exactly; by default all that have a baseline, the paper's sizes left out
 */
export function studyTasks(workspace: Workspace, extent: Extent, accepted = acceptedScenarios(workspace)): Task[] {
  const { root } = workspace;
  const loaded = accepted.map((id) => loadScenario(workspace, id));
  const portable = loaded.filter(({ scenario }) => systemOf(scenario.system.id).determinism === 'portable');
  const trained = loaded.filter((each) => !portable.includes(each) && !each.id.startsWith('grid/'));
  const scenarios = studiedScenarios(workspace);
  const seeds = Array.from({ length: extent.seeds }, (_, i) => FIRST_SEED + 2 * i);
  const systems = [...new Set(trained.map(({ scenario }) => scenario.system.id))];
  return [
    ...gates.map((gate): Task => ({ kind: 'gate', root, gate, slowdowns: SLOWDOWNS, ...extent })),
    ...systems.map((system): Task => {
      const those = trained.filter(({ scenario }) => scenario.system.id === system);
      return { kind: 'resampled', root, system, scenarios: those, effects: RESAMPLED_EFFECTS, resamples: extent.resamples };
    }),
    ...portable.map((each): Task => ({ kind: 'exact', root, loaded: each })),
    ...chunks(seeds, SEEDS_A_TASK).map((part): Task => ({ kind: 'seeds', scenarios, seeds: part, effects: EFFECTS })),
  ];
}

/** @param outcomes of the study's tasks, in their order */
export function studyOf(workspace: Workspace, outcomes: readonly Outcome[]): PowerStudy {
  return {
    exact: outcomes.flatMap((each) => (each.kind === 'exact' ? each.outcomes : [])),
    places: placesOf(studiedScenarios(workspace)),
    seeds: outcomes.flatMap((each) => (each.kind === 'seeds' ? each.outcomes : [])),
    resampled: outcomes.flatMap((each) => (each.kind === 'resampled' ? [each.resampled] : [])),
    gates: outcomes.flatMap((each) => (each.kind === 'gate' ? [each.rates] : [])),
  };
}

export function studiedScenarios(workspace: Workspace) {
  return suiteScenarios(workspace, loadSuite(workspace, 'power')).map((id) => loadScenario(workspace, id));
}

function acceptedScenarios(workspace: Workspace): string[] {
  return scenarioIds(workspace).filter((id) => !id.startsWith('paper/') && existsSync(baselineFile(workspace, id)));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
