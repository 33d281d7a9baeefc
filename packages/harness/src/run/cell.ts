import { loopStreams, type Metric, type MetricContext, runGenerations, streamAt, streamKey } from '@collapse-bench/core';
import { mitigationOf, systemOf } from '../catalog.js';
import { DRAWN_REPLICATE, drawPictures, type PictureFile } from '../pictures/draw-pictures.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import { hostOf } from './host.js';

/** A metric value that is not a number, and where it stands. */
export interface Exception {
  readonly index: number;
  readonly status: 'diverged' | 'undefined' | 'skipped';
  readonly reason: string;
}

/** What one replicate of a scenario found. */
export interface CellResult {
  readonly replicate: number;
  /** Metric-major: `values[metric * observed.length + i]` is the metric at the i-th observed generation. NaN: see exceptions. */
  readonly values: Float64Array;
  readonly exceptions: readonly Exception[];
  /** First generation at which the model was a point mass, if any. */
  readonly absorbedAt: number | null;
  readonly seconds: number;
  /** What to look at, in the one replicate that is drawn; no part of the result. */
  readonly pictures?: readonly PictureFile[];
}

/**
 * Runs one replicate: the generation loop, and the metrics at the observed generations, each on a stream of its own.
 *
 * @param now a clock in milliseconds; used for `seconds` alone
 */
export async function runCell(loaded: LoadedScenario, replicate: number, now: () => number): Promise<CellResult> {
  const { scenario, observed } = loaded;
  const begin = now();
  const system = systemOf(scenario.system.id);
  await system.load?.(scenario.system, hostOf(system.module));
  const { space, source, model, truth, scorer } = system.create(scenario.system);
  const metrics = scenario.metrics.map((id) => system.metrics.find((metric) => metric.id === id)!);
  const keys = metrics.map((metric) => streamKey(scenario.seed, `replicate=${replicate}/metric=${metric.id}`));
  const values = new Float64Array(metrics.length * observed.length);
  const exceptions: Exception[] = [];
  const drawing = replicate === DRAWN_REPLICATE ? drawPictures(system.pictures?.(scenario.system) ?? [], loaded) : undefined;
  let seen = 0;
  let absorbedAt: number | null = null;
  let first: unknown;

  const loop = {
    space,
    source,
    model,
    scorer,
    mitigation: mitigationOf(scenario.mitigation.id).create(scenario.mitigation),
    samples: sampleCount(scenario),
    generations: observed[observed.length - 1],
    streams: loopStreams(scenario.seed, replicate),
  };
  for await (const { generation, params, original, training, absorbedAt: absorbed } of runGenerations<unknown, unknown>(loop)) {
    if (absorbed !== undefined) absorbedAt ??= absorbed;
    if (generation === 1) first = params;
    if (generation !== observed[seen]) continue;
    const context: MetricContext<unknown, unknown> = {
      generation,
      params,
      first,
      truth,
      absorbedAt: absorbed,
      original,
      training,
      sample: (count, rng) => model.sample(params, { count }, rng),
      real: (count, rng) => source.sample(count, rng),
    };
    for (let m = 0; m < metrics.length; m++) {
      const metric: Metric<unknown, unknown> = metrics[m];
      const index = m * observed.length + seen;
      const evaluation = metric.evaluate(context, streamAt(keys[m], generation));
      const result = evaluation instanceof Promise ? await evaluation : evaluation;
      if (result.status !== 'ok') {
        values[index] = Number.NaN;
        exceptions.push({ index, status: result.status, reason: result.reason });
      } else if (Number.isFinite(result.value)) {
        values[index] = result.value;
      } else {
        throw new Error(`metric ${metric.id} gave ${result.value} at generation ${generation} instead of a status`);
      }
    }
    await drawing?.see(context);
    seen++;
  }
  const pictures = drawing && { pictures: drawing.finished() };
  return { replicate, values, exceptions, absorbedAt, seconds: (now() - begin) / 1000, ...pictures };
}
