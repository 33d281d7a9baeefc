import type { AnySystem, Generation, Host } from '@collapse-bench/core';
import { runGenerations } from '@collapse-bench/core';
import { Interrupted } from '../errors.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Checkpoint } from './checkpoint.js';
import { generationLoop } from './generation-loop.js';
import { readyInstance } from './ready-instance.js';

/** A replicate after one of its generations. */
export interface ChainState {
  readonly last: Generation<unknown, unknown>;
  readonly seconds: number;
}

export interface ModelOptions {
  readonly replicate: number;
  readonly generation: number;
  readonly host: Host;
  /** Keeps the chain after each generation but the last; it goes on from what is there. */
  readonly checkpoint: Checkpoint<ChainState>;
  /** Told after every generation, and at once of those that need not be done again. */
  readonly advanced: (generation: number, seconds: number) => void;
  readonly signal: AbortSignal;
  /** A clock in milliseconds; used for seconds alone. */
  readonly now: () => number;
}

/**
 * Parameters of a generation's model. Runs keep none: the replicate is run again up to there, which gives the same ones, every draw
 * being keyed by the seed, the replicate and the generation. Nothing is measured: metrics have streams of their own.
 *
 * @throws Interrupted between two generations, when the signal is raised
 */
export async function modelOfGeneration(loaded: LoadedScenario, system: AnySystem, options: ModelOptions): Promise<unknown> {
  const { replicate, generation, host, checkpoint, advanced, signal, now } = options;
  const found = checkpoint.restore();
  // One that an export of a later generation left is of no use.
  const state = found !== undefined && found.last.generation <= generation ? found : undefined;
  const begin = now() - 1000 * (state?.seconds ?? 0);
  let last = state?.last;
  if (last !== undefined) advanced(last.generation, state!.seconds);

  const instance = await readyInstance(loaded, system, host);
  for await (const each of runGenerations(generationLoop(loaded, instance, replicate, generation, last))) {
    last = each;
    const seconds = (now() - begin) / 1000;
    advanced(each.generation, seconds);
    if (each.generation < generation) checkpoint.save({ last, seconds });
    if (signal.aborted) throw new Interrupted();
  }
  return last!.params;
}
