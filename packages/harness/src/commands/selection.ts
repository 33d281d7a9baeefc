import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { EngineName } from '@collapse-bench/tensor';
import type { Arguments, Option } from '../cli/arguments.js';
import { BadInput } from '../errors.js';
import { nearNames } from '../near-names.js';
import { progressOn } from '../report/progress.js';
import { engineNames } from '../run/engine-names.js';
import { defaultJobs } from '../run/execute.js';
import type { RunOptions } from '../run/run-scenarios.js';
import { type LoadedScenario, loadScenario, matchScenarios } from '../scenario/load.js';
import { MOST_REPLICATES } from '../scenario/schema.js';
import { loadSuite, type Suite, suiteScenarios } from '../scenario/suite.js';
import { parseShard, type Shard } from '../shard/shard.js';
import type { Workspace } from '../workspace.js';
import type { Context } from './command.js';

/** Options of every command that runs scenarios. */
export const selectionOptions: readonly Option[] = [
  { name: 'suite', value: 'NAME', help: 'the scenarios of benchmarks/suites/NAME.json' },
  { name: 'seed', value: 'N', help: "instead of each scenario's own seed" },
  { name: 'replicates', value: 'N', help: "instead of each scenario's own number" },
  { name: 'engine', value: 'E', help: 'what trains neural networks (default: onnx); doctor lists them' },
  { name: 'jobs', value: 'N', help: 'worker threads (default: all cores); results do not depend on it' },
  { name: 'shard', value: 'I/N', help: 'only the I-th of N parts, equal in expected time; `collapse merge` makes them one run' },
  { name: 'out', value: 'DIR', help: 'where records go (default: runs/)' },
  { name: 'fresh', help: 'run also what is there already under the same scenario, code and data' },
  { name: 'json', help: 'print JSON and nothing else' },
];

export interface Selection {
  readonly scenarios: readonly LoadedScenario[];
  readonly suite: Suite | undefined;
}

/** The scenarios that globs and `--suite` name, all loaded and checked before anything runs. */
export function selectScenarios(args: Arguments, { workspace }: Context): Selection {
  const overrides = {
    seed: args.integer('seed', 0),
    replicates: args.integer('replicates', 1, MOST_REPLICATES),
    engine: engineOf(args),
  };
  const name = args.text('suite');
  if (name !== undefined && args.positionals.length > 0) {
    const found = `--suite ${name} and ${args.positionals.join(' ')}`;
    throw new BadInput({ expected: 'either scenarios or --suite', found, remedy: 'drop one of the two' });
  }
  if (name === undefined && args.positionals.length === 0) {
    const remedy = "name some, e.g. 'gaussian/**', or --suite default";
    throw new BadInput({ expected: 'scenario globs or --suite', found: 'neither', remedy });
  }
  const suite = name === undefined ? undefined : loadSuite(workspace, name);
  const ids = suite === undefined ? matchScenarios(workspace, args.positionals) : suiteScenarios(workspace, suite);
  return { suite, scenarios: ids.map((id) => loadScenario(workspace, id, overrides)) };
}

function engineOf(args: Arguments): EngineName | undefined {
  const name = args.text('engine');
  const known = engineNames.find((each) => each === name);
  if (name === undefined || known !== undefined) return known;
  const expected = `--engine to be one of ${engineNames.join(', ')}`;
  throw new BadInput({
    expected,
    found: `${name}${nearNames(name, engineNames)}`,
    remedy: '`collapse doctor` says which run here',
  });
}

/** Where records go: `--out`, or the workspace's runs. */
export function outFolder(args: Arguments, workspace: Workspace): string {
  const out = args.text('out');
  if (out === undefined) return workspace.runs;
  const folder = path.resolve(out);
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new BadInput({ expected: 'a folder after --out', found: `${out}, which is a file`, remedy: 'name a folder' });
  }
  return folder;
}

export function runOptions(args: Arguments, { workspace, io, signal }: Context): RunOptions {
  const jobs = args.integer('jobs', 1) ?? defaultJobs();
  return {
    out: outFolder(args, workspace),
    jobs,
    fresh: args.flag('fresh'),
    signal,
    progress: progressOn(io, jobs),
  };
}

/** The part that `--shard` asks for; a shard wants a folder of its own. */
export function shardOf(args: Arguments): Shard | undefined {
  const text = args.text('shard');
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if (args.text('out') !== undefined) return shard;
  const remedy = `write --out shards/${shard.index}`;
  throw new BadInput({ expected: '--out DIR beside --shard, a folder of its own for each shard', found: 'none', remedy });
}

/** How to run one scenario again as this command line did. */
export function rerunCommand(id: string, args: Arguments): string {
  const kept = ['seed', 'replicates', 'engine'].flatMap((name) =>
    args.text(name) === undefined ? [] : [`--${name} ${args.text(name)}`],
  );
  return ['pnpm collapse verify', id, ...kept, '--fresh'].join(' ');
}
