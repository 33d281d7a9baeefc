import { readFileSync } from 'node:fs';
import {
  type Metric,
  type MetricContext,
  type PictureDefinition,
  runGenerations,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import {
  generationLoop,
  greyPng,
  hostOf,
  imageSheet,
  type LoadedScenario,
  loadScenario,
  readyInstance,
  systemOf,
  type Workspace,
} from '@collapse-bench/harness';

/** Digits in a row of a panel, and rows. */
const COLUMNS = 8;
const ROWS = 5;
const SIDE = 28;
/** What of the scenario's pictures is shown: the same latents decoded at every generation. */
const PICTURE = 'samples';
const REPLICATE = 0;
/** Ten times the digits of the scenario, so that the digits do not go all at once. */
const BASE = 'vae/replace';
const CHANGES = { samples: 10_000, generations: 10 };
const METRIC = 'frechet-distance';
/** Grey levels kept, so that the file stays small. */
const LEVELS = 16;

/** What the sheet shows and where it comes from. */
export interface DigitSheet {
  /** The scenario that was run, with these fields changed. */
  readonly scenario: string;
  readonly changes: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly replicate: number;
  /** Digits in a row, and rows, of one panel; panels stand below each other, each `rows` * `side` pixels high. */
  readonly columns: number;
  readonly rows: number;
  readonly side: number;
  /** Real digits first, then generations 1, 2, ... */
  readonly panels: readonly string[];
  /** Frechet distance of each generation's images to real ones, in the features of a classifier of digits. */
  readonly frechetDistance: readonly number[];
}

const assets = new URL('../../assets/', import.meta.url);
export const digitSheetPng = new URL('digits.png', assets);
export const digitSheetJson = new URL('digits.json', assets);

export function readDigitSheet(): DigitSheet {
  return JSON.parse(readFileSync(digitSheetJson, 'utf8')) as DigitSheet;
}

interface Panel {
  readonly caption: string;
  readonly images: Uint8Array;
  readonly frechetDistance?: number;
}

/** Trains a chain of autoencoders and draws every generation from the same latents: minutes of one core. */
export async function drawDigitSheet(workspace: Workspace): Promise<{ sheet: DigitSheet; png: Uint8Array }> {
  const given = loadScenario(workspace, BASE);
  const { scenario } = given;
  const loaded = { ...given, scenario: { ...scenario, ...CHANGES } };
  const panels: Panel[] = [];
  for await (const panel of panelsOf(loaded)) panels.push(panel);
  const images = Buffer.concat(panels.map(({ images }) => quantised(images)));
  const { width, height, pixels } = imageSheet({ kind: 'grid', columns: COLUMNS, side: SIDE, images });
  const sheet: DigitSheet = {
    scenario: BASE,
    changes: CHANGES,
    seed: scenario.seed,
    replicate: REPLICATE,
    columns: COLUMNS,
    rows: ROWS,
    side: SIDE,
    panels: panels.map(({ caption }) => caption),
    frechetDistance: panels.flatMap(({ frechetDistance }) => frechetDistance ?? []),
  };
  return { sheet, png: greyPng(width, height, pixels) };
}

async function* panelsOf(loaded: LoadedScenario): AsyncGenerator<Panel> {
  const { scenario } = loaded;
  const system = systemOf(scenario.system.id);
  const instance = await readyInstance(loaded, system, hostOf(system.module));
  const definition = system.pictures?.(scenario.system).find(({ id }) => id === PICTURE) as PictureDefinition<unknown, unknown>;
  const metric = system.metrics.find(({ id }) => id === METRIC) as Metric<unknown, unknown>;
  const rng = () => streamAt(streamKey(scenario.seed, `replicate=${REPLICATE}/picture=${PICTURE}`), 0);
  const metricKey = streamKey(scenario.seed, `replicate=${REPLICATE}/metric=${METRIC}`);
  const imagesOf = (picture: Awaited<ReturnType<typeof definition.draw>>) => {
    if (picture?.kind !== 'grid') throw new RangeError(`expected a grid of images as ${PICTURE}, found ${picture?.kind}`);
    return picture.images.slice(0, COLUMNS * ROWS * SIDE * SIDE);
  };
  let first: unknown;
  for await (const { pool: _pool, ...each } of runGenerations(
    generationLoop(loaded, instance, REPLICATE, scenario.generations, undefined),
  )) {
    const { model, source, truth } = instance;
    first ??= each.params;
    const context: MetricContext<unknown, unknown> = {
      ...each,
      first,
      truth,
      sample: (count, from) => model.sample(each.params, { count }, from),
      real: (count, from) => source.sample(count, from),
    };
    if (each.generation === 1) yield { caption: 'real digits', images: imagesOf(await definition.drawReal?.(context, rng())) };
    const distance = await metric.evaluate(context, streamAt(metricKey, each.generation));
    if (distance.status !== 'ok') throw new RangeError(`${METRIC} at generation ${each.generation}: ${distance.reason}`);
    yield {
      caption: `generation ${each.generation}`,
      images: imagesOf(await definition.draw(context, rng())),
      frechetDistance: Number(distance.value.toPrecision(4)),
    };
    console.log(`generation ${each.generation}: ${METRIC} ${distance.value}`);
  }
}

function quantised(images: Uint8Array): Uint8Array {
  const step = 255 / (LEVELS - 1);
  return images.map((value) => Math.round(Math.round(value / step) * step));
}
