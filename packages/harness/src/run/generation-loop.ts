import { type Generation, type GenerationLoop, loopStreams, type SystemInstance } from '@collapse-bench/core';
import { mitigationOf } from '../catalog.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';

/**
 * One replicate's loop up to a generation.
 *
 * @param instance of the scenario's system
 * @param resume goes on after it; absent: starts
 */
export function generationLoop(
  { scenario }: LoadedScenario,
  { space, source, model, scorer }: SystemInstance<unknown, unknown, unknown>,
  replicate: number,
  generations: number,
  resume: Generation<unknown, unknown> | undefined,
): GenerationLoop<unknown, unknown> {
  return {
    space,
    source,
    model,
    scorer,
    mitigation: mitigationOf(scenario.mitigation.id).create(scenario.mitigation),
    samples: sampleCount(scenario),
    generations,
    streams: loopStreams(scenario.seed, replicate),
    resume,
  };
}
