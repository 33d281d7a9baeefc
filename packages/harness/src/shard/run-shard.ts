import { existsSync, rmSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { BadInput } from '../errors.js';
import { DRAWN_REPLICATE } from '../pictures/draw-pictures.js';
import type { CellResult } from '../run/cell.js';
import { environment } from '../run/environment.js';
import { classOf, codeHash } from '../run/fingerprint.js';
import { lockFolder } from '../run/folder-lock.js';
import { removeJournal } from '../run/journal.js';
import { folderOf } from '../run/record-files.js';
import { writing } from '../run/refused-write.js';
import { runCells } from '../run/run-cells.js';
import type { RunOptions } from '../run/run-scenarios.js';
import type { LoadedScenario } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import { cellCost, readDurations } from './durations.js';
import { type Manifest, manifestFile, picturesOf, readManifest } from './manifest.js';
import { type Shard, shardName } from './shard.js';
import { splitCells } from './split.js';

/** A shard's cells of one scenario. */
export interface ShardPart {
  readonly loaded: LoadedScenario;
  readonly folder: string;
  readonly cells: readonly CellResult[];
}

/**
 * Runs one shard's cells of the scenarios and leaves them in their journals, with a manifest for `mergeShards`. An
 * interrupted one goes on where it was.
 *
 * @throws BadInput when the folder holds another shard
 */
export async function runShard(
  workspace: Workspace,
  scenarios: readonly LoadedScenario[],
  shard: Shard,
  { out, jobs, fresh, signal, progress }: RunOptions,
): Promise<ShardPart[]> {
  const code = codeHash();
  const durations = readDurations(workspace);
  const loads = scenarios.map((loaded) => ({
    id: loaded.id,
    replicates: loaded.scenario.replicates,
    cost: cellCost(loaded, durations),
  }));
  const mine = splitCells(loads, shard.count)[shard.index - 1];
  const shown = displayPath(workspace, out);
  const unlock = writing(out, () => lockFolder(out, shown));
  try {
    forgetFinished(out, shown, shard, fresh ? scenarios : []);
    const parts = scenarios.flatMap((loaded) => {
      const replicates = mine.get(loaded.id);
      return replicates === undefined ? [] : [{ loaded, folder: folderOf(out, loaded.id), replicates }];
    });
    const done = new Map<string, ShardPart>();
    const complete = ({ loaded, folder }: ShardPart | (typeof parts)[number], cells: readonly CellResult[]) =>
      done.set(loaded.id, { loaded, folder, cells: [...cells].sort((a, b) => a.replicate - b.replicate) });
    await runCells(parts, { code, jobs, signal, progress, keepJournals: true, complete });
    const manifest: Manifest = {
      formatVersion: 1,
      shard,
      codeHash: code,
      environment: { ...environment(scenarios[0]?.engine) },
      jobs,
      finishedAt: new Date().toISOString(),
      scenarios: scenarios.map((loaded) => scenarioOf(loaded, folderOf(out, loaded.id), mine.get(loaded.id) ?? [])),
    };
    writing(out, () => writeFileAtomic.sync(manifestFile(out), `${JSON.stringify(manifest)}\n`));
    return parts.map(({ loaded }) => done.get(loaded.id)!);
  } finally {
    unlock();
  }
}

function scenarioOf(loaded: LoadedScenario, folder: string, cells: readonly number[]): Manifest['scenarios'][number] {
  const { id, hash, scenario, engine } = loaded;
  return {
    scenario: id,
    scenarioHash: hash,
    seed: scenario.seed,
    replicates: scenario.replicates,
    ...(engine === undefined ? {} : { engine }),
    environmentClass: classOf(loaded),
    cells: [...cells],
    pictures: cells.includes(DRAWN_REPLICATE) ? picturesOf(folder) : [],
  };
}

/** The manifest stands for a finished shard: it goes before anything else changes, and so do the cells that are to run anew. */
function forgetFinished(out: string, shown: string, shard: Shard, anew: readonly LoadedScenario[]): void {
  const file = manifestFile(out);
  if (!existsSync(file)) return;
  const before = readManifest(out, `${shown}/shard.json`);
  if (shardName(before.shard) !== shardName(shard)) {
    throw new BadInput({
      file: shown,
      expected: 'a folder of its own for each shard',
      found: `one that holds shard ${shardName(before.shard)}`,
      remedy: `choose another --out for shard ${shardName(shard)}`,
    });
  }
  writing(out, () => {
    rmSync(file);
    for (const { id } of anew) removeJournal(folderOf(out, id));
  });
}
