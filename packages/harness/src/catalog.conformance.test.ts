import {
  type AnySystem,
  isCapable,
  loopStreams,
  type Metric,
  type MitigationDefinition,
  type Rng,
  runGenerations,
  streamAt,
  streamKey,
} from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { mitigations, systems } from './catalog.js';
import { BadInput } from './errors.js';
import { formatResult } from './record/result.js';
import { gaussianScenario, loadedFrom, resultFrom } from './testing/scenarios.js';

/** Option sets of each system; a new system adds its own line. */
const gaussian = gaussianScenario().system as Record<string, unknown>;
const plane = [
  [2, 1],
  [1, 2],
];
const humps = {
  kind: 'mixture',
  components: [
    { weight: 0.25, mean: [-2], covariance: [[1]] },
    { weight: 0.75, mean: [2], covariance: [[0.5]] },
  ],
};
const histogram = {
  kind: 'gaussian-mixture-histogram',
  means: [-2, 2],
  variances: [1, 1],
  weights: [0.5, 0.5],
  bins: 12,
  range: [-5, 5],
};
const mixtures = {
  id: 'gmm',
  dimension: 1,
  components: 2,
  covariance: 'full',
  tol: 1e-3,
  maxIterations: 50,
  regCovar: 1e-6,
  initialisation: 'k-means',
  starts: 1,
  real: humps,
};
const regression = {
  id: 'regression',
  dimension: 2,
  noiseVariance: 1,
  design: { kind: 'fixed' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'isotropic' },
};
const ngram = {
  id: 'ngram',
  vocabulary: 30,
  blockLength: 8,
  evaluationBlocks: 4,
  corpus: { kind: 'zipf-markov', words: 50, documents: 20, documentLength: 40 },
};

const systemOptions: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  gaussian: ['points', 'sufficient-statistics'].flatMap((representation) => [
    { ...gaussian, representation },
    { ...gaussian, representation, ddof: 0, approximation: { kind: 'bounded-noise', magnitude: 0.5 } },
    { ...gaussian, representation, real: humps },
    {
      ...gaussian,
      representation,
      dimension: 2,
      real: { kind: 'normal', mean: [1, -1], covariance: plane },
      approximation: { kind: 'orthogonal-noise', magnitude: 0.5 },
    },
  ]),
  discrete: ['points', 'sufficient-statistics'].flatMap((representation) => [
    { id: 'discrete', representation, real: { kind: 'zipf', states: 20, exponent: 1 } },
    { id: 'discrete', representation, real: { kind: 'probabilities', probabilities: [0.5, 0.25, 0.25, 0] } },
    { id: 'discrete', representation, real: histogram },
  ]),
  gmm: ['full', 'diagonal'].map((covariance) => ({ ...mixtures, covariance })),
  kde: [{ kind: 'fixed', value: 0.5 }, { kind: 'silverman' }, { kind: 'scott' }].map((bandwidth) => ({
    id: 'kde',
    dimension: 1,
    bandwidth,
    real: humps,
  })),
  regression: [
    { ...regression },
    { ...regression, design: { kind: 'fresh' }, covariance: { kind: 'power-law', exponent: 1 } },
    { ...regression, estimator: { kind: 'ridge', lambda: 0.5 } },
  ],
  ngram: [
    { ...ngram, order: 1, smoothing: { kind: 'add-k', k: 0 } },
    { ...ngram, order: 2, smoothing: { kind: 'add-k', k: 0.1 } },
    { ...ngram, order: 3, smoothing: { kind: 'modified-kneser-ney' } },
  ],
};

/** Option sets of each mitigation; a new mitigation adds its own line. */
const mitigationOptions: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  replace: [{}],
  accumulate: [{ keepReal: true }, { keepReal: false }],
  'accumulate-subsample': [true, false].flatMap((keepReal) => [
    { keepReal, replacement: true },
    { keepReal, replacement: false },
  ]),
  'preserve-real': [
    { fraction: 0.3, redraw: true },
    { fraction: 0.3, redraw: false },
    { fraction: 0, redraw: true },
    { fraction: 1, redraw: true },
  ],
  'fresh-real': [
    { fraction: 0.3, counts: 'fixed' },
    { fraction: 0.3, counts: 'iid' },
    { fraction: 0, counts: 'fixed' },
    { fraction: 1, counts: 'iid' },
  ],
  'fixed-real': [{ ratio: 1 }, { ratio: 0.5 }, { ratio: 2.5 }],
  mixture: [
    { model: 0.5, previous: 0.25, original: 0.25 },
    { model: 0, previous: 1, original: 0 },
    { model: 0.9, previous: 0, original: 0.1 },
  ],
  'grow-samples': [{ schedule: 'linear' }, { schedule: 'superlinear' }, { schedule: 'quadratic' }],
  'weighted-real': [
    { weight: 0.6, ratio: 1, real: 'fresh' },
    { weight: 0.3, ratio: 0.5, real: 'original' },
  ],
  verify: [
    { keepRight: 0.9, keepWrong: 0.2, oversample: 2 },
    { keepRight: 1, keepWrong: 0, oversample: 1 },
  ],
  'select-softmax': [
    { candidates: 3, temperature: 0.5 },
    { candidates: 1, temperature: 1 },
  ],
  'select-argmax': [{ candidates: 3 }, { candidates: 1 }],
  'detect-resample': [
    { power: 2, cap: 3 },
    { power: 0, cap: 1 },
  ],
  'high-surprise': [{ keep: 0.5 }, { keep: 1 }],
  temperature: [{ temperature: 0.8 }, { temperature: 1.25 }],
  'top-p': [{ p: 0.9 }, { p: 1 }],
};

interface Case {
  readonly system: AnySystem;
  readonly options: Record<string, unknown>;
  readonly definition: MitigationDefinition;
  readonly mitigation: Record<string, unknown>;
}

const named = (list: readonly Record<string, unknown>[] | undefined, id: string) => (list ?? []).map((each) => ({ ...each, id }));

const cases: Case[] = systems.flatMap((system) =>
  named(systemOptions[system.id], system.id).flatMap((options) =>
    mitigations.flatMap((definition) =>
      named(mitigationOptions[definition.id], definition.id)
        .map((mitigation) => ({ system, options, definition, mitigation }))
        .filter(({ mitigation: each }) => canRun(system, options, definition, each)),
    ),
  ),
);

function canRun(system: AnySystem, options: unknown, definition: MitigationDefinition, mitigation: unknown): boolean {
  const instance = system.create(options);
  return definition.create(mitigation).needs.every((capability) => isCapable(instance, capability));
}

function caseOf(mitigation: string): Case | undefined {
  return cases.find(({ definition }) => definition.id === mitigation);
}

const SAMPLES = 10;
const GENERATIONS = 3;

function content({ system, options, mitigation }: Case): Record<string, unknown> {
  const truth = system.create(options).truth;
  const metrics = (system.metrics as Metric<unknown, unknown>[])
    .filter((metric) => metric.needs?.(truth) === undefined)
    .map((metric) => metric.id);
  const sizes = { samples: SAMPLES, generations: GENERATIONS, replicates: 2, seed: 5 };
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

describe('the same seed gives the same bytes, and another seed others', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const loaded = loadedFrom(content(each));
    const first = formatResult(await resultFrom(loaded));
    expect(formatResult(await resultFrom(loaded))).toBe(first);
    const other = await resultFrom(loadedFrom({ ...content(each), seed: 6 }));
    expect(other.values).not.toEqual(JSON.parse(first).values);
  });
});

describe('every metric value is a finite number or says why not', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const { values } = await resultFrom(loadedFrom(content(each)));
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
    expect(used[0]).toBe(0);
    used.forEach((value, i) => {
      expect(Number.isFinite(value)).toBe(true);
      if (i > 0) expect(value).toBeGreaterThanOrEqual(used[i - 1]);
    });
  });
});

/** A model, data space and mitigation whose every argument is compared with a copy made before the call. */
function watched({ system, options, definition, mitigation }: Case) {
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
      generations: GENERATIONS,
      streams: loopStreams(3, 0),
    },
  };
}

describe('no input is changed, and a parameter survives structuredClone', () => {
  test.each(cases.map((each) => [title(each), each] as const))('%s', async (_title, each) => {
    const optionsBefore = structuredClone([each.options, each.mitigation]);
    const { loop, mutated, truth } = watched(each);
    const metrics = (each.system.metrics as Metric<any, any>[]).filter((metric) => metric.needs?.(truth) === undefined);
    const key = streamKey(3, 'conformance');
    let generations = 0;
    for await (const { generation, params, original, training, absorbedAt } of runGenerations<any, any>(loop)) {
      generations++;
      const copy = structuredClone(params);
      expect(copy).toEqual(params);
      const truthBefore = structuredClone(truth);
      const dataBefore = structuredClone([original, training]);
      for (const metric of metrics) {
        const evaluate = (value: unknown) => {
          const sample = (count: number, rng: Rng) => loop.model.sample(value, { count }, rng);
          const context = { generation, params: value, truth, absorbedAt, original, training, sample, real: loop.source.sample };
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
        const drawn = draw(params, count);
        expect(loop.space.size(drawn)).toBe(count);
        expect(draw(copy, count)).toEqual(drawn);
      }
      const fit = (data: unknown, previous: unknown) => loop.model.fit({ data }, streamAt(key, 200 + generation), previous);
      expect(fit(structuredClone(training), copy)).toEqual(fit(training, params));
    }
    expect(generations).toBe(GENERATIONS);
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
