import { BadInput } from '../errors.js';
import type { BoardEntry } from '../leaderboard/scores.js';
import { scenarioIds } from '../scenario/load.js';
import type { Workspace } from '../workspace.js';
import { findRecord } from './records.js';

/**
 * Every scenario called grid/SYSTEM/MITIGATION with its result, or why it has none.
 *
 * @param folder where runs left results; absent: baselines
 * @throws BadInput when there is no such scenario
 */
export function gridEntries(workspace: Workspace, folder?: string): BoardEntry[] {
  const entries = scenarioIds(workspace).flatMap((id) => {
    const [family, system, mitigation, ...rest] = id.split('/');
    if (family !== 'grid' || mitigation === undefined || rest.length > 0) return [];
    const found = findRecord(workspace, id, folder);
    return [{ system, mitigation, scenario: found.loaded.scenario, ...found }];
  });
  if (entries.length === 0) {
    const remedy = 'restore benchmarks/scenarios/grid from version control';
    throw new BadInput({ expected: 'scenarios called grid/SYSTEM/MITIGATION', found: 'none', remedy });
  }
  return entries;
}
