import type { Arguments, Option } from '../cli/arguments.js';
import { BadInput } from '../errors.js';
import { parseQueueAddress, type QueueAddress } from '../queue/address.js';
import type { ScenarioRun } from '../run/record-files.js';
import { runScenarios } from '../run/run-scenarios.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Context } from './command.js';
import { runOptions } from './selection.js';

/** Of commands that can have cells computed by workers. */
export const queueOption: Option = {
  name: 'queue',
  value: 'URL',
  help: 'cells are computed by every `collapse worker` at redis://HOST[:PORT][/DATABASE]',
};

/** Where `--queue` says that the queue is. */
export function queueAddress(args: Arguments): QueueAddress | undefined {
  const text = args.text('queue');
  return text === undefined ? undefined : parseQueueAddress(text);
}

/**
 * The same, for a command that fills it.
 *
 * @throws BadInput when it stands beside options that belong to other ways of running
 */
export function queueToFill(args: Arguments): QueueAddress | undefined {
  const address = queueAddress(args);
  if (address === undefined) return undefined;
  for (const [name, remedy] of [
    ['shard', 'drop one of the two: a queue deals the cells itself'],
    ['jobs', 'give --jobs to the workers'],
  ]) {
    if (args.text(name) === undefined) continue;
    throw new BadInput({ expected: `--queue without --${name}`, found: 'both', remedy });
  }
  return address;
}

/** Runs scenarios here or, given a queue, by its workers. */
export async function runSelected(
  args: Arguments,
  context: Context,
  scenarios: readonly LoadedScenario[],
  queue: QueueAddress | undefined,
): Promise<ScenarioRun[]> {
  const { workspace, io } = context;
  const options = runOptions(args, context);
  if (queue === undefined) return runScenarios(workspace, scenarios, options);
  const { progress: _ofThreadsHere, jobs: _threadsHere, ...rest } = options;
  const { runQueued } = await import('../queue/run-queued.js');
  return runQueued(workspace, scenarios, rest, queue, io);
}
