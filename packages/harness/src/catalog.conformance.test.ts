import {
  type AnySystem,
  isCapable,
  loopStreams,
  type Metric,
  type MitigationDefinition,
  pointMetrics,
  type Rng,
  replace,
  runGenerations,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { mitigations, systems } from './catalog.js';
import { BadInput } from './errors.js';
import { formatResult } from './record/result.js';
import { hostOf } from './run/host.js';
import { bytesEqual } from './testing/bytes-equal.js';
import { costlyOptions, mitigationOptions, sweptMetrics, systemOptions } from './testing/conformance-options.js';
import { loadedFrom, resultFrom } from './testing/scenarios.js';

const drawsPoints = new Set(
  pointMetrics(
    () => new Float64Array(0),
    () => 1,
  ).map(({ id }) => id),
);

/** One case each is enough for metrics that draw a thousand points for every value. */
function isCostly(system: AnySystem, metric: string): boolean {
  const swept = sweptMetrics[system.id];
  return swept === undefined ? drawsPoints.has(metric) : !swept.includes(metric);
}

expect.addEqualityTesters([bytesEqual]);
// A case with all metrics of a network takes ten seconds, and several times that beside others.
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  for (const system of systems) {
    for (const options of systemOptions[system.id] ?? []) await system.load?.(options, hostOf(system.module));
  }
}, 120_000);

interface Case {
  /** Whether the costly metrics are looked at, and they alone. */
  readonly costly: boolean;
  readonly system: AnySystem;
  readonly options: Record<string, unknown>;
  readonly definition: MitigationDefinition;
  readonly mitigation: Record<string, unknown>;
}

const named = (list: readonly Record<string, unknown>[] | undefined, id: string) => (list ?? []).map((each) => ({ ...each, id }));

const optionsOf = (mitigation: string, system: AnySystem) =>
  mitigationOptions[mitigation]?.slice(0, sweptMetrics[system.id] === undefined ? undefined : 1);

const sweep: Case[] = systems.flatMap((system) =>
  named(systemOptions[system.id], system.id).flatMap((options, set) =>
    // Networks take seconds: only the first options of theirs meet every mitigation.
    (sweptMetrics[system.id] === undefined || set === 0 ? mitigations : [replace]).flatMap((definition) =>
      named(optionsOf(definition.id, system), definition.id)
        .map((mitigation) => ({ costly: false, system, options, definition, mitigation }))
        .filter(({ mitigation: each }) => canRun(system, options, definition, each)),
    ),
  ),
);
const costlyCases: Case[] = costlyOptions.map((options) => ({
  costly: true,
  system: systems.find(({ id }) => id === options.id)!,
  options,
  definition: mitigations.find(({ id }) => id === 'replace')!,
  mitigation: { id: 'replace' },
}));
const cases: Case[] = [...sweep, ...costlyCases];

/** The metrics of a case that mean anything for its truth. */
function metricsOf({ costly: wanted, system }: Case, truth: unknown): readonly Metric<any, any>[] {
  return (system.metrics as Metric<any, any>[]).filter(
    (metric) => isCostly(system, metric.id) === wanted && metric.needs?.(truth) === undefined,
  );
}

function canRun(system: AnySystem, options: unknown, definition: MitigationDefinition, mitigation: unknown): boolean {
  const instance = system.create(options);
  return definition.create(mitigation).needs.every((capability) => isCapable(instance, capability));
}

function caseOf(mitigation: string): Case | undefined {
  return cases.find(({ definition }) => definition.id === mitigation);
}

const SAMPLES = 10;
const generationsOf = ({ system }: Case) => (sweptMetrics[system.id] === undefined ? 3 : 2);
const replicatesOf = ({ system }: Case) => (sweptMetrics[system.id] === undefined ? 2 : 1);

function content(each: Case): Record<string, unknown> {
  const { system, options, mitigation } = each;
  const metrics = metricsOf(each, system.create(options).truth).map((metric) => metric.id);
  const generations = generationsOf(each);
  const observe = each.costly ? [generations] : Array.from({ length: generations }, (_, i) => i + 1);
  const sizes = { samples: SAMPLES, generations, observe, replicates: replicatesOf(each), seed: 5 };
  return { formatVersion: 1, title: 'Conformance', system: options, mitigation, ...sizes, metrics };
}

const title = ({ options, mitigation }: Pick<Case, 'options' | 'mitigation'>) =>
  `${JSON.stringify(options).slice(0, 150)} under ${JSON.stringify(mitigation)}`;

test('every system and every mitigation of the catalog is covered here', () => {
  expect(Object.keys(systemOptions).sort()).toEqual(systems.map(({ id }) => id).sort());
  expect(Object.keys(mitigationOptions).sort()).toEqual(mitigations.map(({ id }) => id).sort());
  // Each mitigation is served by some system with some of its options here.
  for (const { id } of mitigations) expect(caseOf(id), id).toBeDefined();
});

test('every system with costly metrics has a case that looks at them', () => {
  const having = systems.filter((system) => system.metrics.some(({ id }) => isCostly(system, id))).map(({ id }) => id);
  expect([...new Set(costlyCases.map(({ system }) => system.id))]).toEqual(having);
  for (const each of costlyCases) {
    const all = each.system.metrics.filter(({ id }) => isCostly(each.system, id)).length;
    expect(metricsOf(each, each.system.create(each.options).truth).length).toBe(all);
  }
});

test('ids are unique, and every entry says what it is and where it comes from', () => {
  for (const entries of [
    systems,
    mitigations,
    ...systems.map(({ metrics }) => metrics),
    ...systems.map(({ oracles }) => oracles),
  ]) {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size, ids.join()).toBe(ids.length);
    for (const entry of entries) {
      expect(entry.id).toMatch(/^[a-z][a-z0-9.-]*$/i);
      expect(entry.summary).toMatch(/\S.*\S/);
      if ('source' in entry) expect(entry.source).toMatch(/\S/);
    }
  }
});

test('every oracle speaks of a metric of its system', () => {
  for (const { id, metrics, oracles } of systems) {
    const known = metrics.map((metric) => metric.id);
    for (const oracle of oracles) expect(known, `${id} ${oracle.id}`).toContain(oracle.metric);
  }
});

/** The result of a case, computed once for all tests that only look at it. */
const resultOfCase = new Map<Case, ReturnType<typeof resultFrom>>();
function firstResult(each: Case): ReturnType<typeof resultFrom> {
  const result = resultOfCase.get(each) ?? resultFrom(loadedFrom(content(each)));
  resultOfCase.set(each, result);
  return result;
}

describe('the same seed gives the same bytes, and another seed others', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const first = formatResult(await firstResult(each));
    expect(formatResult(await resultFrom(loadedFrom(content(each))))).toBe(first);
    const other = await resultFrom(loadedFrom({ ...content(each), seed: 6 }));
    expect(other.values).not.toEqual(JSON.parse(first).values);
  });
});

describe('every metric value is a finite number or says why not', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const { values } = await firstResult(each);
    for (const [id, rows] of Object.entries(values)) {
      for (const value of rows.flat()) {
        if (typeof value === 'number') expect(Number.isFinite(value), id).toBe(true);
        else {
          expect(['diverged', 'undefined', 'skipped'], id).toContain(value.status);
          expect(value.reason, id).not.toBe('');
        }
      }
    }
  });
});

describe('real samples used', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', (_title, { definition, mitigation }) => {
    const used = Array.from({ length: 40 }, (_, i) => definition.create(mitigation).realSamplesUsed(i + 1, SAMPLES));
    const rules = definition.create(mitigation);
    const selecting = used.map((_, i) => rules.selectionSamplesUsed?.(i + 1, SAMPLES) ?? 0);
    for (const prices of [used, selecting]) {
      expect(prices[0]).toBe(0);
      prices.forEach((value, i) => {
        expect(Number.isFinite(value)).toBe(true);
        if (i > 0) expect(value).toBeGreaterThanOrEqual(prices[i - 1]);
      });
    }
    // A detector is taught with real data, and they are not free.
    expect(selecting[39] > 0).toBe(rules.needs.includes('detector'));
  });
});

/** A model, data space and mitigation whose every argument is compared with a copy made before the call. */
function watched(each: Case) {
  const { system, options, definition, mitigation } = each;
  const instance = system.create(options);
  const rules = definition.create(mitigation);
  const mutated: string[] = [];
  const watch =
    <Args extends readonly any[], R>(name: string, call: (...args: Args) => R, watch: (...args: Args) => unknown) =>
    (...args: Args): R => {
      const before = structuredClone(watch(...args));
      const result = call(...args);
      try {
        expect(watch(...args)).toEqual(before);
      } catch {
        mutated.push(name);
      }
      return result;
    };
  const { space, model, scorer } = instance;
  return {
    mutated,
    truth: instance.truth,
    loop: {
      ...instance,
      space: {
        ...space,
        size: watch('size', space.size, (data) => data),
        concat: watch('concat', space.concat, (parts) => parts),
        ...(space.subset && { subset: watch('subset', space.subset, (parts) => parts) }),
        ...(space.pick && { pick: watch('pick', space.pick, (data, places) => [data, places]) }),
        ...(space.weighted && { weighted: watch('weighted', space.weighted, (data) => data) }),
      },
      model: {
        ...model,
        fit: watch('fit', model.fit, (train, _rng, previous) => [train, previous]),
        sample: watch('sample', model.sample, (params, request) => [params, request]),
        ...(model.absorbed && { absorbed: watch('absorbed', model.absorbed, (params) => params) }),
      },
      scorer: {
        ...(scorer?.reward && { reward: watch('reward', scorer.reward, (data) => data) }),
        ...(scorer?.correct && { correct: watch('correct', scorer.correct, (data) => data) }),
        ...(scorer?.surprise && { surprise: watch('surprise', scorer.surprise, (params, data) => [params, data]) }),
        ...(scorer?.detector && { detector: watch('detector', scorer.detector, (real, generated) => [real, generated]) }),
      },
      mitigation: {
        ...rules,
        ...(rules.request && { request: watch('request', rules.request, (_generation, base) => base) }),
        trainingSet: watch('trainingSet', rules.trainingSet, ({ history }) => history),
      },
      samples: SAMPLES,
      generations: generationsOf(each),
      streams: loopStreams(3, 0),
    },
  };
}

describe('no input is changed, and a parameter survives structuredClone', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const optionsBefore = structuredClone([each.options, each.mitigation]);
    const { loop, mutated, truth } = watched(each);
    const metrics = metricsOf(each, truth);
    const key = streamKey(3, 'conformance');
    let generations = 0;
    let first: unknown;
    for await (const { generation, params, original, training, absorbedAt } of runGenerations<any, any>(loop)) {
      generations++;
      first ??= params;
      const copy = structuredClone(params);
      expect(copy).toEqual(params);
      const truthBefore = structuredClone(truth);
      const dataBefore = structuredClone([original, training]);
      for (const metric of metrics) {
        const evaluate = (value: unknown) => {
          const sample = (count: number, rng: Rng) => loop.model.sample(value, { count }, rng);
          const data = { original, training, sample, real: loop.source.sample };
          const context = { generation, params: value, first, truth, absorbedAt, ...data };
          return metric.evaluate(context, streamAt(key, generation));
        };
        expect(await evaluate(copy), metric.id).toEqual(await evaluate(params));
      }
      expect(params).toEqual(copy);
      expect(truth).toEqual(truthBefore);
      expect([original, training]).toEqual(dataBefore);
      // The copy samples what the original samples, as many as were asked for, and leads to the same fit.
      const draw = (value: unknown, count: number) => loop.model.sample(value, { count }, streamAt(key, 100 + generation));
      for (const count of [0, 1, 7]) {
        const drawn = await draw(params, count);
        expect(loop.space.size(drawn)).toBe(count);
        const inOrder = await loop.model.sample(params, { count, exchangeable: true }, streamAt(key, 100 + generation));
        expect(loop.space.size(inOrder)).toBe(count);
        expect(await draw(copy, count)).toEqual(drawn);
      }
      const fit = (data: unknown, previous: unknown) => loop.model.fit({ data }, streamAt(key, 200 + generation), previous);
      expect(await fit(structuredClone(training), copy)).toEqual(await fit(training, params));
    }
    expect(generations).toBe(generationsOf(each));
    expect(mutated).toEqual([]);
    expect([each.options, each.mitigation]).toEqual(optionsBefore);
  });
});

describe('a subset of parts has the size asked for', () => {
  const withSubset = systems.flatMap((system) =>
    named(systemOptions[system.id], system.id)
      .filter((options) => system.create(options).space.subset !== undefined)
      .map((options) => [JSON.stringify(options).slice(0, 150), system.create(options)] as const),
  );
  test.each(withSubset)('%s', (_title, { space, source }) => {
    const rng = (index: number) => streamAt(streamKey(9, 'subset'), index);
    const parts = [source.sample(8, rng(0)), source.sample(4, rng(1))];
    for (const count of [0, 1, 6, 12]) {
      for (const replacement of [true, false]) expect(space.size(space.subset!(parts, count, replacement, rng(2)))).toBe(count);
    }
    expect(space.size(space.subset!(parts, 30, true, rng(2)))).toBe(30);
    expect(space.size(space.concat(parts))).toBe(12);
  });
});

describe('unknown options are refused', () => {
  const refused = (scenario: Record<string, unknown>, pointer: string) => {
    try {
      loadedFrom(scenario);
    } catch (error) {
      expect(error).toBeInstanceOf(BadInput);
      expect((error as BadInput).complaint.pointer).toBe(pointer);
      return;
    }
    expect.unreachable('accepted');
  };
  const ofSystem = cases.filter(({ mitigation }) => mitigation.id === 'replace');
  test.each(ofSystem.map((each) => [title(each), each] as const))('%s', (_title, each) => {
    const plain = content(each);
    loadedFrom(plain);
    refused({ ...plain, system: { ...each.options, unheardOf: 1 } }, '/system/unheardOf');
    for (const option of Object.keys(each.options)) {
      const { [option]: _left, ...rest } = each.options;
      refused({ ...plain, system: rest }, `/system/${option}`);
    }
  });
  test.each(mitigations.map((definition) => [definition.id] as const))('%s', (id) => {
    const base = content(caseOf(id)!);
    for (const mitigation of named(mitigationOptions[id], id)) {
      loadedFrom({ ...base, mitigation });
      refused({ ...base, mitigation: { ...mitigation, unheardOf: 1 } }, '/mitigation/unheardOf');
      for (const option of Object.keys(mitigation)) {
        const { [option]: _left, ...rest } = mitigation as Record<string, unknown>;
        refused({ ...base, mitigation: rest }, `/mitigation/${option}`);
      }
    }
  });
});
