import type { Oracle, Setting } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import { findRecord } from '../commands/records.js';
import type { Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import { type TheoryRow, theoryRows } from '../verdict/theory.js';
import type { Workspace } from '../workspace.js';

/** A scenario with its accepted result, or why there is none. */
export interface Source {
  readonly loaded: LoadedScenario;
  readonly setting: Setting;
  readonly result: Result | undefined;
  /** Why there is no result. */
  readonly without: string | null;
  /** Every oracle of its system held against the result. */
  readonly theory: readonly TheoryRow[];
}

/** Finds a scenario and its baseline, once. Throws BadInput where there is no such scenario. */
export type Sources = (id: string) => Source;

export function sourcesOf(workspace: Workspace): Sources {
  const known = new Map<string, Source>();
  return (id) => {
    const found = known.get(id) ?? openSource(workspace, id);
    known.set(id, found);
    return found;
  };
}

function openSource(workspace: Workspace, id: string): Source {
  const found = findRecord(workspace, id, undefined);
  const { loaded, result } = found;
  return {
    loaded,
    setting: { ...loaded.scenario, samples: sampleCount(loaded.scenario) },
    result,
    without: found.result === undefined ? found.reason : null,
    theory: result === undefined ? [] : theoryRows(loaded, result),
  };
}

/** What an oracle of the source's system says of it; undefined where it does not cover the generation. */
export function predicted({ loaded, setting }: Source, oracle: string, generation: number): number | undefined {
  const oracles = systemOf(loaded.scenario.system.id).oracles as readonly Oracle<Setting>[];
  const found = oracles.find(({ id }) => id === oracle);
  if (found === undefined) throw new RangeError(`expected an oracle of ${loaded.scenario.system.id}, found "${oracle}"`);
  return found.predict(setting, generation)?.value;
}
