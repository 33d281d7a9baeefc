import {
  type Metric,
  type MetricContext,
  type Oracle,
  runGenerations,
  type Setting,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import { generationLoop, type LoadedScenario, loadScenario, systemOf, type Workspace } from '@collapse-bench/harness';
import type { Ellipse, GaussianFrame, MixtureFrame } from './demo-data.js';

/** The scenarios that the home page goes through, generation by generation, beyond those that their records observe. */
export const GAUSSIAN_SCENARIO = 'gaussian/replace-m100-points';
export const GAUSSIAN_GENERATIONS = 1000;
const GAUSSIAN_STEP = 20;
/** Replicates whose spread is traced; the first one is shown. */
const TRACED = 20;

export const MIXTURE_SCENARIO = 'gmm/bimodal';
export const MIXTURE_GENERATIONS = 400;
const MIXTURE_STEP = 10;
/** One of so many points is shown. */
const MIXTURE_THINNING = 7;

/** One number of one chain through its generations. */
export interface TracePoint {
  readonly replicate: number;
  readonly generation: number;
  readonly value: number;
}

export interface GaussianChain {
  readonly frames: readonly GaussianFrame[];
  /** ln s^2 of replicates 0, 1, ... */
  readonly trace: readonly TracePoint[];
  /** E ln s^2 in closed form. */
  readonly theory: readonly { readonly generation: number; readonly value: number }[];
}

export interface MixtureChain {
  readonly frames: readonly MixtureFrame[];
  /** ln of the squared L2 distance to the real density. */
  readonly trace: readonly TracePoint[];
}

const isFrame = (generation: number, step: number) => generation === 1 || generation % step === 0;
const hundredths = (values: Iterable<number>) => Array.from(values, (value) => Math.round(100 * value));

/** The chain of one replicate from the scenario's own random streams, gone on to `generations`. */
function chainOf(loaded: LoadedScenario, replicate: number, generations: number) {
  const instance = systemOf(loaded.scenario.system.id).create(loaded.scenario.system);
  return { instance, chain: runGenerations(generationLoop(loaded, instance, replicate, generations, undefined)) };
}

export async function gaussianChain(workspace: Workspace): Promise<GaussianChain> {
  const loaded = loadScenario(workspace, GAUSSIAN_SCENARIO);
  const frames: GaussianFrame[] = [];
  const trace: TracePoint[] = [];
  for (let replicate = 0; replicate < TRACED; replicate++) {
    for await (const each of chainOf(loaded, replicate, GAUSSIAN_GENERATIONS).chain) {
      const { generation } = each;
      if (!isFrame(generation, GAUSSIAN_STEP)) continue;
      const { mean, covariance } = each.params as { mean: Float64Array; covariance: Float64Array };
      trace.push({ replicate, generation, value: Math.log(covariance[0]) });
      if (replicate > 0) continue;
      const { points } = each.training as { points: Float64Array };
      frames.push({ generation, mean: mean[0], sd: Math.sqrt(covariance[0]), points: hundredths(points) });
    }
  }
  return { frames, trace, theory: logVarianceTheory(loaded, frames) };
}

function logVarianceTheory({ scenario }: LoadedScenario, frames: readonly GaussianFrame[]): GaussianChain['theory'] {
  const setting: Setting = { ...scenario, samples: Number(scenario.samples), generations: GAUSSIAN_GENERATIONS };
  const oracles = systemOf(scenario.system.id).oracles as readonly Oracle<Setting>[];
  return frames.flatMap(({ generation }) => {
    for (const oracle of oracles) {
      if (oracle.metric !== 'log-det-ratio' || oracle.statistic.kind !== 'mean') continue;
      const prediction = oracle.predict(setting, generation);
      if (prediction?.kind === 'exact') return [{ generation, value: prediction.value }];
    }
    return [];
  });
}

export async function mixtureChain(workspace: Workspace): Promise<MixtureChain> {
  const loaded = loadScenario(workspace, MIXTURE_SCENARIO);
  const { scenario } = loaded;
  const metricOf = (id: string) =>
    systemOf(scenario.system.id).metrics.find((metric) => metric.id === id) as Metric<unknown, unknown>;
  const distance = metricOf('log-l2-squared');
  const coverage = metricOf('mode-coverage');
  const frames: MixtureFrame[] = [];
  const trace: TracePoint[] = [];
  const { instance, chain } = chainOf(loaded, 0, MIXTURE_GENERATIONS);
  let first: unknown;
  for await (const each of chain) {
    const { generation, params } = each;
    first ??= params;
    if (!isFrame(generation, MIXTURE_STEP)) continue;
    const { model, source, truth } = instance;
    const context: MetricContext<unknown, unknown> = {
      ...each,
      first,
      truth,
      sample: (count, from) => model.sample(params, { count }, from),
      real: (count, from) => source.sample(count, from),
    };
    const measured = async (metric: Metric<unknown, unknown>) => {
      const key = streamKey(scenario.seed, `replicate=0/metric=${metric.id}`);
      const value = await metric.evaluate(context, streamAt(key, generation));
      if (value.status !== 'ok') throw new RangeError(`${metric.id} at generation ${generation}: ${value.reason}`);
      return value.value;
    };
    trace.push({ replicate: 0, generation, value: await measured(distance) });
    const { points } = each.training as { points: Float64Array };
    frames.push({
      generation,
      ellipses: ellipsesOf(params as MixtureParams),
      covered: await measured(coverage),
      points: hundredths(thinned(points)),
    });
  }
  return { frames, trace };
}

function thinned(points: Float64Array): number[] {
  const kept: number[] = [];
  for (let i = 0; i < points.length; i += 2 * MIXTURE_THINNING) kept.push(points[i], points[i + 1]);
  return kept;
}

interface MixtureParams {
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;
}

/** Principal axes of the components of a mixture in the plane. */
export function ellipsesOf({ weights, means, covariances }: MixtureParams): Ellipse[] {
  return Array.from(weights, (weight, k) => {
    const [xx, xy, , yy] = covariances.subarray(4 * k, 4 * k + 4);
    const middle = (xx + yy) / 2;
    const spread = Math.hypot((xx - yy) / 2, xy);
    const rounded = (value: number) => Math.round(1e4 * value) / 1e4;
    return {
      x: rounded(means[2 * k]),
      y: rounded(means[2 * k + 1]),
      major: rounded(Math.sqrt(middle + spread)),
      minor: rounded(Math.sqrt(Math.max(0, middle - spread))),
      angle: rounded(Math.atan2(2 * xy, xx - yy) / 2),
      weight: rounded(weight),
    };
  });
}
