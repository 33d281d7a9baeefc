import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pictureFolder } from '../pictures/picture-files.js';
import type { CellResult } from '../run/cell.js';
import { codeHash, keyOf } from '../run/fingerprint.js';
import { lockFolder } from '../run/folder-lock.js';
import { readJournal } from '../run/journal.js';
import { folderOf, type ScenarioRun, writeRecord } from '../run/record-files.js';
import { writing } from '../run/refused-write.js';
import { type ShardMaker, secondsOf } from '../run/run-info.js';
import { type LoadedScenario, loadScenario, scenarioIds } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import { type Manifest, type ManifestScenario, readManifest } from './manifest.js';
import { rangesText } from './ranges-text.js';
import { shardName } from './shard.js';

/** Why shards do not make one run. */
export interface MergeProblem {
  readonly kind: 'missing' | 'duplicate' | 'foreign' | 'spoilt';
  /** Absent: it is about a whole shard. */
  readonly scenario?: string;
  readonly replicates?: readonly number[];
  readonly detail: string;
}

export type Merged =
  | { readonly problems: readonly [MergeProblem, ...MergeProblem[]]; readonly runs?: undefined }
  | { readonly problems: readonly []; readonly runs: readonly ScenarioRun[] };

interface ReadShard {
  readonly folder: string;
  /** Its folder as people should read it. */
  readonly shown: string;
  readonly manifest: Manifest;
}

/** What shards say of one scenario. */
interface Gathered {
  readonly loaded: LoadedScenario;
  readonly className: string;
  readonly parts: readonly {
    readonly shard: ReadShard;
    readonly part: ManifestScenario;
    readonly cells: readonly CellResult[];
  }[];
}

/**
 * Makes the cells of shards one folder of records, as a run in one go writes it. Each cell of each scenario must be there
 * once, made of this checkout's scenario by this checkout's code, and all cells of a scenario in one environment class;
 * otherwise nothing is written.
 *
 * @throws BadInput when a folder holds no finished shard, or its manifest cannot be read
 */
export function mergeShards(workspace: Workspace, folders: readonly string[], out: string): Merged {
  const shards = folders.map((folder): ReadShard => {
    const shown = displayPath(workspace, folder);
    return { folder, shown, manifest: readManifest(folder, `${shown}/shard.json`) };
  });
  const code = codeHash();
  const problems = shards.flatMap((shard) => foreignCode(shard, code));
  const known = new Set(scenarioIds(workspace));
  const ids = [...new Set(shards.flatMap(({ manifest }) => manifest.scenarios.map(({ scenario }) => scenario)))].sort();
  const gathered = ids.flatMap((id) => {
    const parts = shards.flatMap((shard) =>
      shard.manifest.scenarios.filter(({ scenario }) => scenario === id).map((part) => ({ shard, part })),
    );
    if (!known.has(id)) {
      const where = parts.map(({ shard }) => shard.shown).join(', ');
      problems.push({ kind: 'foreign', scenario: id, detail: `${where}: the scenario is not in this checkout` });
      return [];
    }
    const found = gather(workspace, id, parts);
    problems.push(...foreignParts(found), ...cellProblems(found, shards), ...foreignData(found));
    return [found];
  });
  const [first, ...others] = problems;
  if (first !== undefined) return { problems: [first, ...others] };

  const unlock = writing(out, () => lockFolder(out, displayPath(workspace, out)));
  try {
    return { problems: [], runs: gathered.map((each) => write(out, each, code)) };
  } finally {
    unlock();
  }
}

function gather(
  workspace: Workspace,
  id: string,
  parts: readonly { readonly shard: ReadShard; readonly part: ManifestScenario }[],
): Gathered {
  const [{ part: first }] = parts;
  const { seed, engine } = first;
  // The first shard says how many; one that says otherwise is foreign.
  const loaded = loadScenario(workspace, id, { seed, engine, replicates: first.replicates });
  const read = parts.map(({ shard, part }) => {
    const key = keyOf(part.scenarioHash, shard.manifest.codeHash, part.environmentClass);
    const wanted = new Set(part.cells);
    const cells = (readJournal(folderOf(shard.folder, id), key) ?? []).filter(({ replicate }) => wanted.has(replicate));
    return { shard, part, cells };
  });
  return { loaded, className: first.environmentClass, parts: read };
}

function foreignCode({ shown, manifest }: ReadShard, code: string): MergeProblem[] {
  if (manifest.codeHash === code) return [];
  const commit = manifest.environment.commit ?? 'unknown';
  const detail = `${shown}: computed by other code (${manifest.codeHash.slice(0, 12)}, commit ${commit}) than this checkout's (${code.slice(0, 12)})`;
  return [{ kind: 'foreign', detail }];
}

function foreignParts({ loaded, className, parts }: Gathered): MergeProblem[] {
  const first = parts[0].shard.shown;
  return parts.flatMap(({ shard: { shown }, part }) => {
    const problem = (detail: string): MergeProblem[] => [
      { kind: 'foreign', scenario: loaded.id, replicates: part.cells, detail: `${shown}: ${detail}` },
    ];
    const { engine = 'onnx', seed, scenarioHash, replicates, environmentClass } = part;
    if (seed !== loaded.scenario.seed) return problem(`seed ${seed}, where ${first} has ${loaded.scenario.seed}`);
    if (scenarioHash !== loaded.hash)
      return problem(`another version of the scenario (${scenarioHash.slice(0, 12)}) than this checkout's`);
    if (replicates !== loaded.scenario.replicates) {
      return problem(`a run of ${replicates} replicates, where ${first} is one of ${loaded.scenario.replicates}`);
    }
    if (engine !== (loaded.engine ?? 'onnx')) return problem(`engine ${engine}, where ${first} has ${loaded.engine ?? 'onnx'}`);
    if (environmentClass !== className)
      return problem(`computed in class "${environmentClass}", where ${first} is of "${className}"`);
    return [];
  });
}

/** Cells that are not there, there more than once, or not as they should be. */
function cellProblems({ loaded, parts }: Gathered, shards: readonly ReadShard[]): MergeProblem[] {
  const problems: MergeProblem[] = [];
  const say = (kind: MergeProblem['kind'], replicates: readonly number[], detail: string) => {
    if (replicates.length > 0) problems.push({ kind, scenario: loaded.id, replicates, detail });
  };
  const holders = new Map<number, { shown: string; cell: CellResult }[]>();
  const lost = new Set<number>();
  for (const { shard, part, cells } of parts) {
    for (const cell of cells) {
      const entry = { shown: shard.shown, cell };
      holders.set(cell.replicate, [...(holders.get(cell.replicate) ?? []), entry]);
    }
    const there = new Set(cells.map(({ replicate }) => replicate));
    const gone = part.cells.filter((replicate) => !there.has(replicate));
    for (const replicate of gone) lost.add(replicate);
    say('missing', gone, `${shard.shown} should hold them, but its journal does not`);
    const odd = cells.filter((cell) => !isCellOf(loaded, cell)).map(({ replicate }) => replicate);
    say('spoilt', odd, `${shard.shown} holds no such metrics, generations or replicates`);
    for (const { name, sha256 } of part.pictures) {
      const file = path.join(pictureFolder(folderOf(shard.folder, loaded.id)), name);
      const whole = existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
      if (!whole)
        problems.push({ kind: 'spoilt', scenario: loaded.id, detail: `${shard.shown}: picture ${name} is not as it was drawn` });
    }
  }
  const nowhere = Array.from({ length: loaded.scenario.replicates }, (_, i) => i).filter((i) => !holders.has(i) && !lost.has(i));
  const names = shards.map(({ manifest }) => shardName(manifest.shard));
  say('missing', nowhere, `in none of the shards that are here (${names.join(', ')})`);
  const twice = new Map<string, number[]>();
  for (const [replicate, entries] of [...holders].sort(([a], [b]) => a - b)) {
    if (entries.length < 2) continue;
    const alike = new Set(entries.map(({ cell }) => contentOf(cell))).size === 1;
    const detail = `in ${entries.map(({ shown }) => shown).join(' and ')}, ${alike ? 'and equal' : 'and NOT equal'}`;
    twice.set(detail, [...(twice.get(detail) ?? []), replicate]);
  }
  for (const [detail, replicates] of twice) say('duplicate', replicates, detail);
  return problems;
}

/** What a cell found, without what it took. */
function contentOf({ values, exceptions, absorbedAt }: CellResult): string {
  return JSON.stringify([Array.from(values), exceptions, absorbedAt]);
}

/** Whether a cell has the scenario's metrics, generations and replicates. */
export function isCellOf({ scenario, observed }: LoadedScenario, { replicate, values, exceptions }: CellResult): boolean {
  const size = scenario.metrics.length * observed.length;
  const told = new Set(exceptions.map(({ index }) => index));
  return (
    replicate < scenario.replicates &&
    values.length === size &&
    exceptions.every(({ index }) => Number.isInteger(index) && index >= 0 && index < size) &&
    values.every((value, i) => Number.isFinite(value) !== told.has(i))
  );
}

/** Shards whose systems read different bytes under one name. */
function foreignData({ loaded, parts }: Gathered): MergeProblem[] {
  const seen = new Map<string, { sha256: string; shown: string }>();
  const problems = new Map<string, MergeProblem>();
  for (const { shard, cells } of parts) {
    for (const [file, sha256] of cells.flatMap(({ data }) => Object.entries(data ?? {}))) {
      const first = seen.get(file) ?? { sha256, shown: shard.shown };
      seen.set(file, first);
      if (first.sha256 === sha256) continue;
      const detail = `${shard.shown} read another ${file} than ${first.shown}`;
      problems.set(detail, { kind: 'foreign', scenario: loaded.id, detail });
    }
  }
  return [...problems.values()];
}

function write(out: string, { loaded, className, parts }: Gathered, code: string): ScenarioRun {
  const folder = folderOf(out, loaded.id);
  writing(folder, () => {
    mkdirSync(folder, { recursive: true });
    rmSync(pictureFolder(folder), { recursive: true, force: true });
    for (const { shard, part } of parts) {
      for (const { name } of part.pictures) {
        cpSync(path.join(pictureFolder(folderOf(shard.folder, loaded.id)), name), path.join(pictureFolder(folder), name));
      }
    }
  });
  const shards = parts
    .filter(({ cells }) => cells.length > 0)
    .map(
      ({ shard: { manifest }, cells }): ShardMaker => ({
        shard: shardName(manifest.shard),
        environment: manifest.environment,
        jobs: manifest.jobs,
        finishedAt: manifest.finishedAt,
        cells: cells.length,
        seconds: secondsOf(cells),
      }),
    );
  const cells = parts.flatMap((part) => part.cells);
  return writeRecord(folder, loaded, cells, { code, className, makers: { shards } });
}

/** One line for a problem. */
export function problemText({ kind, scenario, replicates, detail }: MergeProblem): string {
  const cells =
    replicates === undefined ? '' : ` ${replicates.length === 1 ? 'replicate' : 'replicates'} ${rangesText(replicates)}`;
  return `${kind.toUpperCase()}${scenario === undefined ? '' : ` ${scenario}${cells}:`} ${detail}`;
}
