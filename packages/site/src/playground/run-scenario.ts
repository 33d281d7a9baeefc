import {
  type AnySystem,
  type Generation,
  holdAgainst,
  holm,
  loopStreams,
  type Measurements,
  type Metric,
  measurements,
  observedGenerations,
  type Picture,
  runGenerations,
  type Statistic,
  twoSidedNormalP,
} from '@collapse-bench/core';
import { playgroundMitigations, playgroundSystems } from './catalog.js';
import { type Batch, type Gap, SUMMARY, type TheoryPoint, type Verdict } from './messages.js';
import { type ModelPictures, modelPictures } from './model-picture.js';
import type { Scenario } from './scenario.js';
import { summarise } from './summarise.js';

/** Family-wise error of the test of all exact predictions together, as on the command line. */
const ALPHA = 0.01;

interface Chain {
  readonly generations: AsyncGenerator<Generation<any, any>, void, void>;
  readonly measuring: Measurements<any, any, any>;
}

interface Run {
  readonly scenario: Scenario;
  readonly system: AnySystem;
  readonly metrics: readonly Metric<any, any>[];
  readonly observed: readonly number[];
  readonly chains: readonly Chain[];
  readonly pictures: ModelPictures | undefined;
}

/**
 * Runs every replicate of a scenario side by side, generation by generation. Each is the loop and the measurements that a cell of
 * the command line is, on the same streams, so the numbers are the same to the last bit.
 *
 * @param scenario one that `checkScenario` finds nothing wrong with
 * @param due whether a batch is wanted now; asked after every fit
 */
export async function* runScenario(scenario: Scenario, due: () => boolean): AsyncGenerator<Batch, void, void> {
  const run = openRun(scenario);
  const { observed, chains, pictures } = run;
  const wanted = new Set(observed);
  const generations = observed[observed.length - 1];
  let sent = 0;
  let models: (Picture | undefined)[] = [];
  let real: Picture | undefined;
  for (let generation = 1; generation <= generations; generation++) {
    for (const [replicate, { generations: loop, measuring }] of chains.entries()) {
      const { value: each } = await loop.next();
      const context = measuring.contextOf(each!);
      if (context !== undefined) {
        await measuring.measure(context);
        if (replicate === 0 && pictures !== undefined) {
          models.push(await pictures.model(context));
          if (generation === 1) real = await pictures.real(context);
        }
      }
      const last = replicate === chains.length - 1;
      const done = (generation - 1 + (replicate + 1) / chains.length) / generations;
      if (last && (generation === generations || (wanted.has(generation) && due()))) {
        const to = observed.indexOf(generation) + 1;
        yield { ...batchOf(run, sent, to), pictures: models, ...(sent === 0 && { real }), done };
        sent = to;
        models = [];
      } else if (due()) {
        yield { ...batchOf(run, sent, sent), pictures: [], done };
      }
    }
  }
}

function openRun(scenario: Scenario): Run {
  const system = playgroundSystems.find(({ id }) => id === scenario.system.id)!;
  const definition = playgroundMitigations.find(({ id }) => id === scenario.mitigation.id)!;
  const instance = system.create(scenario.system);
  const mitigation = definition.create(scenario.mitigation);
  const { space, source, model, scorer } = instance;
  const { samples, seed } = scenario;
  const observed = observedGenerations(scenario);
  const generations = observed[observed.length - 1];
  const metrics = scenario.metrics.map((id) => system.metrics.find((metric) => metric.id === id)!);
  const chains = Array.from({ length: scenario.replicates }, (_, replicate) => ({
    generations: runGenerations({
      ...{ space, source, model, scorer, mitigation, samples, generations },
      streams: loopStreams(seed, replicate),
    }),
    measuring: measurements({ instance, metrics, seed, replicate, observed }),
  }));
  const pictures = modelPictures(scenario, system.pictures?.(scenario.system)[0]);
  return { scenario, system, metrics, observed, chains, pictures };
}

/** The observed generations from one place to before another. */
function batchOf(run: Run, from: number, to: number): Omit<Batch, 'pictures' | 'done'> {
  const { metrics, observed, chains } = run;
  const count = to - from;
  const values = new Float64Array(count * metrics.length * chains.length);
  const summary = new Float64Array(count * metrics.length * SUMMARY.length);
  chains.forEach(({ measuring }, r) => {
    const found = measuring.soFar().values;
    for (let i = 0; i < count; i++) {
      for (let m = 0; m < metrics.length; m++) {
        // Records know one zero.
        values[(i * metrics.length + m) * chains.length + r] = found[m * observed.length + from + i] + 0;
      }
    }
  });
  const rowOf = (row: number) => values.subarray(row * chains.length, (row + 1) * chains.length);
  for (let row = 0; row < count * metrics.length; row++) summarise(rowOf(row), summary, row * SUMMARY.length);
  const theory: TheoryPoint[] = [];
  const gaps: Gap[] = [];
  for (let i = 0; i < count; i++) {
    for (const [m, { id }] of metrics.entries()) {
      const row = rowOf(i * metrics.length + m);
      if (row.some(Number.isNaN)) gaps.push(gapAt(run, m, from + i));
      else theory.push(...theoryAt(run, id, observed[from + i], Array.from(row)));
    }
  }
  return { from, count, values, summary, theory, gaps };
}

function theoryAt({ system, scenario }: Run, metric: string, generation: number, values: readonly number[]): TheoryPoint[] {
  return system.oracles.flatMap((oracle) => {
    if (oracle.metric !== metric) return [];
    // The scenario itself, always the same object: oracles remember what they have computed for it.
    const prediction = oracle.predict(scenario, generation);
    const held = prediction && holdAgainst(oracle.statistic, prediction, values);
    if (held === undefined) return [];
    const statistic = statisticName(oracle.statistic);
    return [{ oracle: oracle.id, metric, statistic, generation, kind: prediction!.kind, prediction: prediction!.value, ...held }];
  });
}

function statisticName(statistic: Statistic): string {
  return statistic.kind === 'exceedance' ? `fraction above ${statistic.threshold}` : statistic.kind;
}

function gapAt({ metrics, observed, chains }: Run, m: number, i: number): Gap {
  const index = m * observed.length + i;
  const found = chains.flatMap(({ measuring }) => measuring.soFar().exceptions.filter((exception) => exception.index === index));
  return {
    metric: metrics[m].id,
    generation: observed[i],
    replicates: found.length,
    status: found[0].status,
    reason: found[0].reason,
  };
}

/** All exact predictions tested together. */
export function verdictOf(theory: readonly TheoryPoint[]): Verdict {
  const scores = theory.flatMap(({ kind, z }) => (kind === 'exact' && z !== null ? [z] : []));
  if (scores.length === 0) return { exact: 0, largestZ: 0, rejected: 0 };
  const { rejected } = holm(scores.map(twoSidedNormalP), ALPHA);
  return {
    exact: scores.length,
    largestZ: scores.reduce((most, z) => Math.max(most, Math.abs(z)), 0),
    rejected: rejected.filter(Boolean).length,
  };
}
