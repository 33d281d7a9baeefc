import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AnySystem } from '@collapse-bench/core';
import writeFileAtomic from 'write-file-atomic';
import { systemOf, systems } from '../catalog.js';
import type { Arguments } from '../cli/arguments.js';
import { BadInput, Interrupted, RunFailure } from '../errors.js';
import { checkHub } from '../hub/downloads.js';
import { type Progress, progressOn } from '../report/progress.js';
import { checkpointOf, removeCheckpoint } from '../run/checkpoint.js';
import { engineNames } from '../run/engine-names.js';
import { classOf, codeHash, environmentClass } from '../run/fingerprint.js';
import { lockFolder } from '../run/folder-lock.js';
import { hostOf } from '../run/host.js';
import { type ChainState, modelOfGeneration } from '../run/model-of-generation.js';
import { writing } from '../run/refused-write.js';
import { parseRunInfo } from '../run/run-info.js';
import { type LoadedScenario, loadScenario, matchScenarios } from '../scenario/load.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { Command } from './command.js';
import { findRecord } from './records.js';

/** Runs keep no models; of all replicates the first is the one that pictures show, too. */
const REPLICATE = 0;
/** What an export that was interrupted leaves, to go on from. */
const OWN = /^(checkpoint-0\.bin|\.collapse-lock)/;
/** Says of which run the model is. */
const ORIGIN = 'origin.json';

export const exportModel: Command = {
  name: 'export',
  usage: 'export SCENARIO --generation N --out DIR [--from RUN_DIR]',
  summary: 'run replicate 0 again up to a generation and write its model for other software (llm: ONNX for transformers.js)',
  options: [
    { name: 'generation', value: 'N', help: 'whose model; 1 is fitted to real data' },
    { name: 'out', value: 'DIR', help: 'folder for the files, new or empty' },
    {
      name: 'from',
      value: 'RUN_DIR',
      help: 'as in this run (--out of `run`): its seed; refused if its numbers cannot be had again here',
    },
  ],
  run: async (args, { workspace, io, signal }) => {
    const id = oneScenario(args, workspace);
    const { loaded, code } =
      args.text('from') === undefined ? { loaded: loadScenario(workspace, id) } : recorded(args, workspace, id);
    const system = systemOf(loaded.scenario.system.id);
    if (system.export === undefined) {
      const known = systems.filter((each) => each.export !== undefined).map((each) => each.id);
      const expected = `a scenario of a system whose models other software reads (${known.join(', ')})`;
      throw new BadInput({ expected, found: `${id}, of ${system.id}`, remedy: 'name one' });
    }
    checkHub([loaded.scenario]);
    const generation = generationOf(args, loaded);
    const folder = outputFolder(args);
    const here = codeHash();
    const progress = progressOn(io, 1);
    if (code !== undefined && code !== here) {
      progress.note(`the code has changed since the run in ${args.text('from')}: the model may not be the one that it measured`);
    }
    const unlock = writing(folder, () => lockFolder(folder, displayPath(workspace, folder)));
    try {
      const files = await filesOf({ loaded, system, generation, folder, code: here }, progress, signal);
      writeFiles(folder, { ...files, [ORIGIN]: originOf(loaded, generation, here) });
    } finally {
      unlock();
    }
    io.out(`${id}, generation ${generation} of replicate ${REPLICATE}, seed ${loaded.scenario.seed}:\n`);
    io.out(`  ${displayPath(workspace, folder)}\n`);
    return 0;
  },
};

/** All files or, where the disk is full, some and the reason; the chain is not needed any more. */
function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  writing(folder, () => {
    for (const [file, bytes] of Object.entries(files)) {
      const target = path.join(folder, ...file.split('/'));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileAtomic.sync(target, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
    removeCheckpoint(folder, REPLICATE);
  });
}

function originOf(loaded: LoadedScenario, generation: number, codeHash: string): Uint8Array {
  const origin = {
    scenario: loaded.id,
    scenarioHash: loaded.hash,
    seed: loaded.scenario.seed,
    replicate: REPLICATE,
    generation,
    environmentClass: classOf(loaded),
    codeHash,
  };
  return Buffer.from(`${JSON.stringify(origin, null, 2)}\n`);
}

function oneScenario(args: Arguments, workspace: Workspace): string {
  const { positionals } = args;
  const ids = positionals.length === 0 ? [] : matchScenarios(workspace, positionals);
  if (ids.length === 1) return ids[0];
  const found = ids.length === 0 ? 'none' : `${ids.length} (${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', ...' : ''})`;
  throw new BadInput({ expected: 'one scenario', found, remedy: '`collapse list scenarios` shows them' });
}

function generationOf(args: Arguments, { id, scenario: { generations } }: LoadedScenario): number {
  const generation = args.integer('generation', 1);
  if (generation !== undefined && generation <= generations) return generation;
  const expected = `--generation to be one of the ${generations} of ${id}`;
  throw new BadInput({ expected, found: String(generation ?? 'none'), remedy: `write --generation ${generations}` });
}

/** A folder to be written to: nothing of anyone else's in it. */
function outputFolder(args: Arguments): string {
  const out = args.text('out');
  if (out === undefined) throw new BadInput({ expected: '--out DIR', found: 'none', remedy: 'name a new folder for the model' });
  const folder = path.resolve(out);
  const state = statSync(folder, { throwIfNoEntry: false });
  const fail = (found: string): never => {
    throw new BadInput({ expected: 'a new or empty folder after --out', found: `${out}, ${found}`, remedy: 'name another' });
  };
  if (state !== undefined && !state.isDirectory()) fail('which is a file');
  const others = state === undefined ? [] : readdirSync(folder).filter((name) => !OWN.test(name));
  if (others.length > 0) fail(`which holds ${others[0]}`);
  return folder;
}

/** The scenario as in a recorded run, with its seed and engine, and the code that computed it where that is known. */
function recorded(args: Arguments, workspace: Workspace, id: string): { loaded: LoadedScenario; code?: string | undefined } {
  const from = args.text('from')!;
  const folder = path.resolve(from);
  const found = findRecord(workspace, id, folder);
  const expected = `a result of ${id} in ${from} that can be had again here`;
  if (found.result === undefined) {
    throw new BadInput({ expected, found: 'none', remedy: found.reason });
  }
  const { seed, environmentClass: className = 'portable' } = found.result;
  const system = systemOf(found.loaded.scenario.system.id);
  const engine = engineNames.find((name) => environmentClass(system, name) === className);
  if (engine === undefined) {
    const remedy = `run it here: pnpm collapse run ${id} --seed ${seed} --out DIR, or drop --from`;
    throw new BadInput({
      expected,
      found: `one of another class of machine (${className}; here: ${classOf(found.loaded)})`,
      remedy,
    });
  }
  const loaded = engine === 'onnx' ? found.loaded : loadScenario(workspace, id, { seed, engine });
  return { loaded, code: codeOf(path.join(folder, ...id.split('/'), 'run.json')) };
}

/** The code that computed a run, where it says so. */
function codeOf(file: string): string | undefined {
  try {
    const { codeHash: code } = parseRunInfo(readFileSync(file, 'utf8'), file);
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}

interface Wanted {
  readonly loaded: LoadedScenario;
  readonly system: AnySystem;
  readonly generation: number;
  readonly folder: string;
  readonly code: string;
}

/** Runs up to the generation, kept between generations in the folder, and gives its model's files. */
async function filesOf(
  { loaded, system, generation, folder, code }: Wanted,
  progress: Progress,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const { id, hash, scenario } = loaded;
  const note = (text: string) => progress.note(`${id}: ${text}`);
  const host = hostOf(system.module, undefined, note);
  const place = { folder, key: { scenarioHash: hash, codeHash: code, environmentClass: classOf(loaded) } };
  const stopping = () => progress.note('it stops after this generation; interrupt once more to stop now');
  signal.addEventListener('abort', stopping);
  progress.start([{ loaded, replicates: [REPLICATE] }]);
  try {
    const params = await modelOfGeneration(loaded, system, {
      replicate: REPLICATE,
      generation,
      host,
      checkpoint: checkpointOf<ChainState>(place, REPLICATE, note),
      advanced: (done, seconds) =>
        progress.within({ scenario: id, replicate: REPLICATE, generation: done, generations: generation, seconds }),
      signal,
      now: () => performance.now(),
    });
    return await system.export!(scenario.system, params, host);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw new RunFailure(`${id}, generation ${generation}: ${(error as Error).message}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', stopping);
    progress.stop();
  }
}
