import { type Exception, type Generation, type Measured, measurements, runGenerations } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import { DRAWN_REPLICATE, type DrawnSoFar, drawPictures, type PictureFile } from '../pictures/draw-pictures.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Checkpoint } from './checkpoint.js';
import { dataReadBy } from './data-read.js';
import { generationLoop } from './generation-loop.js';
import { hostOf } from './host.js';
import { readyInstance } from './ready-instance.js';

/** What one replicate of a scenario found. */
export interface CellResult {
  readonly replicate: number;
  /** Metric-major: `values[metric * observed.length + i]` is the metric at the i-th observed generation. NaN: see exceptions. */
  readonly values: Float64Array;
  readonly exceptions: readonly Exception[];
  /** First generation at which the model was a point mass, if any. */
  readonly absorbedAt: number | null;
  readonly seconds: number;
  /** SHA-256 of the files that its system has read; absent: none. */
  readonly data?: Readonly<Record<string, string>>;
  /** What to look at, in the one replicate that is drawn; no part of the result. */
  readonly pictures?: readonly PictureFile[];
  /** Who computed it, where that was a worker of a queue; no part of the result. */
  readonly worker?: CellWorker;
}

/** A process that took cells from a queue. */
export interface CellWorker {
  /** Of its machine and process. */
  readonly name: string;
  /** Worker threads. */
  readonly jobs: number;
  /** When it was done with the cell. */
  readonly finishedAt: string;
  readonly environment: Readonly<Record<string, string | number | boolean | null>>;
}

/** A cell after one of its generations: plain data, enough to go on from. */
export interface CellState extends Measured<unknown> {
  readonly last: Generation<unknown, unknown>;
  readonly drawn: DrawnSoFar | undefined;
  readonly seconds: number;
}

export interface CellOptions {
  /** Keeps the cell after each generation but the last; it goes on from what is there. Absent: it runs in one go. */
  readonly checkpoint?: Checkpoint<CellState> | undefined;
  /** Told after every generation, and at once of those that need not be done again. */
  readonly advanced?: ((generation: number, seconds: number) => void) | undefined;
  /** Told what takes long while the system loads. */
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * Runs one replicate: the generation loop, and the metrics at the observed generations, each on a stream of its own.
 *
 * @param now a clock in milliseconds; used for seconds alone
 */
export async function runCell(
  loaded: LoadedScenario,
  replicate: number,
  now: () => number,
  { checkpoint, advanced, note }: CellOptions = {},
): Promise<CellResult> {
  const { scenario, observed } = loaded;
  const system = systemOf(scenario.system.id);
  const state = checkpoint?.restore();
  const begin = now() - 1000 * (state?.seconds ?? 0);
  const seconds = () => (now() - begin) / 1000;
  if (state !== undefined) advanced?.(state.last.generation, state.seconds);

  const instance = await readyInstance(loaded, system, hostOf(system.module, undefined, note));
  const data = dataReadBy(system.module);
  const metrics = scenario.metrics.map((id) => system.metrics.find((metric) => metric.id === id)!);
  const measuring = measurements({ instance, metrics, seed: scenario.seed, replicate, observed, begun: state });
  const definitions = replicate === DRAWN_REPLICATE ? system.pictures?.(scenario.system) : undefined;
  const drawing = replicate === DRAWN_REPLICATE ? drawPictures(definitions ?? [], loaded, state?.drawn) : undefined;
  const generations = observed[observed.length - 1];
  let last = state?.last;

  const loop = generationLoop(loaded, instance, replicate, generations, last);
  for await (const each of runGenerations(loop)) {
    last = each;
    const { generation } = each;
    const context = measuring.contextOf(each);
    if (context !== undefined) {
      await measuring.measure(context);
      await drawing?.see(context);
    }
    advanced?.(generation, seconds());
    if (generation < generations) {
      checkpoint?.save({ last, ...measuring.soFar(), drawn: drawing?.soFar(), seconds: seconds() });
    }
  }
  const { values, exceptions } = measuring.soFar();
  const found = { replicate, values, exceptions, absorbedAt: last?.absorbedAt ?? null, seconds: seconds() };
  return { ...found, ...(data && { data }), ...(drawing && { pictures: drawing.finished() }) };
}
