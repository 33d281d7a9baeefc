import { type GenerationLoop, measurements, runGenerations, type SystemInstance } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import type { CellResult } from '../run/cell.js';
import { generationLoop } from '../run/generation-loop.js';
import type { LoadedScenario } from '../scenario/load.js';

export type Loop = GenerationLoop<unknown, unknown>;
export type Instance = SystemInstance<unknown, unknown, unknown>;

/**
 * One replicate as `runCell` runs it, by the same loop, measurements and streams, but with something changed in the loop: what a mistake in
 * the code would have made of it. Without a change, the same numbers.
 *
 * @param instance of the scenario's system; many cells may share it
 */
export async function changedCell(
  loaded: LoadedScenario,
  instance: Instance,
  replicate: number,
  change: (loop: Loop) => Loop = (loop) => loop,
): Promise<CellResult> {
  const { scenario, observed } = loaded;
  const generations = observed[observed.length - 1];
  const loop = change(generationLoop(loaded, instance, replicate, generations, undefined));
  const known = systemOf(scenario.system.id).metrics;
  const metrics = scenario.metrics.map((id) => known.find((metric) => metric.id === id)!);
  const changed = { ...instance, model: loop.model, source: loop.source };
  const measuring = measurements({ instance: changed, metrics, seed: scenario.seed, replicate, observed });
  let absorbedAt: number | undefined;
  for await (const each of runGenerations(loop)) {
    absorbedAt = each.absorbedAt;
    const context = measuring.contextOf(each);
    if (context !== undefined) await measuring.measure(context);
  }
  const { values, exceptions } = measuring.soFar();
  return { replicate, values, exceptions, absorbedAt: absorbedAt ?? null, seconds: 0 };
}
