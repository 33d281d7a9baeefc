import { readBaseline } from '../baseline.js';
import type { LoadedScenario } from '../scenario/load.js';
import { workspaceAt } from '../workspace.js';
import { type ExactOutcome, exactRow } from './exact-rows.js';
import { readied, type SeedOutcome, seedOutcome } from './fresh-seeds.js';
import { type GateName, type GateRates, gateRates } from './gate-rates.js';
import { type Resampled, resampledRows } from './resampled-rows.js';
import { readTimings } from './timings.js';

/** A part of the study that a worker thread does: plain data, there and back. */
export type Task =
  | { readonly kind: 'exact'; readonly root: string; readonly loaded: LoadedScenario }
  | {
      readonly kind: 'seeds';
      readonly scenarios: readonly LoadedScenario[];
      readonly seeds: readonly number[];
      readonly effects: readonly number[];
    }
  | {
      readonly kind: 'resampled';
      readonly root: string;
      readonly system: string;
      readonly scenarios: readonly LoadedScenario[];
      readonly effects: readonly number[];
      readonly resamples: number;
    }
  | {
      readonly kind: 'gate';
      readonly root: string;
      readonly gate: GateName;
      readonly slowdowns: readonly number[];
      readonly checks: number;
      readonly trials: number;
    };

export type Outcome =
  | { readonly kind: 'exact'; readonly outcomes: readonly ExactOutcome[] }
  | { readonly kind: 'seeds'; readonly outcomes: readonly SeedOutcome[] }
  | { readonly kind: 'resampled'; readonly resampled: Resampled }
  | { readonly kind: 'gate'; readonly rates: GateRates };

/** @throws Error where a scenario has no baseline */
export async function outcomeOf(task: Task): Promise<Outcome> {
  switch (task.kind) {
    case 'exact':
      return { kind: 'exact', outcomes: await exactRow(task.loaded, baselineOf(task.root, task.loaded)) };
    case 'seeds': {
      const ready = await readied(task.scenarios);
      const outcomes: SeedOutcome[] = [];
      for (const seed of task.seeds) outcomes.push(await seedOutcome(ready, seed, task.effects));
      return { kind: 'seeds', outcomes };
    }
    case 'resampled': {
      const recorded = task.scenarios.map((loaded) => ({ loaded, baseline: baselineOf(task.root, loaded) }));
      return { kind: 'resampled', resampled: resampledRows(task.system, recorded, task.effects, task.resamples) };
    }
    case 'gate':
      return {
        kind: 'gate',
        rates: await gateRates(task.gate, readTimings(workspaceAt(task.root)), task.slowdowns, task),
      };
  }
}

function baselineOf(root: string, { id }: LoadedScenario) {
  const baseline = readBaseline(workspaceAt(root), id);
  if (baseline === undefined) throw new Error(`${id} has no baseline`);
  return baseline;
}
