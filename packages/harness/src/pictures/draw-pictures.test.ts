import {
  loopStreams,
  type MetricContext,
  type PictureDefinition,
  type Rng,
  runGenerations,
  type ScatterPicture,
  uniform,
} from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { mitigationOf, systemOf } from '../catalog.js';
import { runCell } from '../run/cell.js';
import { hostOf } from '../run/host.js';
import { bytesEqual } from '../testing/bytes-equal.js';
import { sweptMetrics, systemOptions } from '../testing/conformance-options.js';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { xmlFault } from '../testing/well-formed.js';
import { drawPictures } from './draw-pictures.js';

expect.addEqualityTesters([bytesEqual]);

const loaded = loadedFrom(gaussianScenario());
const contextAt = (generation: number) =>
  ({ generation, first: 'f', truth: 't', original: 'o', real: () => 'r' }) as unknown as MetricContext<any, any>;
const nothing: ScatterPicture = { kind: 'scatter', x: { label: 'x' }, y: { label: 'y' }, points: new Float64Array(0) };

/** A definition that writes down what it is asked for. */
function noted(changes: Partial<PictureDefinition<any, any>> = {}) {
  const notes: [string | number, number][] = [];
  const definition: PictureDefinition<any, any> = {
    id: 'noted',
    title: 'Noted',
    generations: (observed) => observed.filter((generation) => generation !== 2),
    draw: ({ generation }, rng) => {
      notes.push([generation, uniform(rng)]);
      return nothing;
    },
    drawReal: ({ first, truth, original, real }, rng) => {
      notes.push([`${first}${truth}${original}${real(1, rng)}`, uniform(rng)]);
      return nothing;
    },
    ...changes,
  };
  return { definition, notes };
}

async function drawn(definitions: readonly PictureDefinition<any, any>[], generations = [1, 2, 5]) {
  const drawing = drawPictures(definitions, loaded);
  for (const generation of generations) await drawing.see(contextAt(generation));
  return drawing.finished();
}

describe('drawing', () => {
  test('the real distribution once and then the wanted generations, all from random numbers that start alike', async () => {
    const { definition, notes } = noted();
    const [file] = await drawn([definition]);
    expect(notes.map(([what]) => what)).toEqual(['ftor', 1, 5]);
    expect(new Set(notes.map(([, number]) => number)).size).toBe(1);
    expect(file.name).toBe('noted.svg');
    expect([...file.text.matchAll(/class="caption"[^>]*>([^<]*)</g)].map(([, caption]) => caption)).toEqual([
      'real',
      'generation 1',
      'generation 5',
    ]);
    expect(file.text).toContain('>small/scenario, replicate 0, seed 1</text>');
  });

  test('each picture from a stream of its own', async () => {
    const one = noted();
    const other = noted({ id: 'other' });
    await drawn([one.definition, other.definition]);
    expect(one.notes[0][1]).not.toBe(other.notes[0][1]);
    const alone = noted({ id: 'other' });
    await drawn([alone.definition]);
    expect(alone.notes).toEqual(other.notes);
  });

  test('leaves out a generation with nothing to see, and a picture without any', async () => {
    const some = noted({ draw: ({ generation }) => (generation === 5 ? nothing : undefined), drawReal: undefined });
    const [file] = await drawn([some.definition]);
    expect(file.text).toContain('generation 5');
    expect(file.text).not.toContain('generation 1');
    expect(await drawn([noted({ draw: () => undefined }).definition])).toEqual([]);
  });
});

const ofSystems = Object.entries(systemOptions).flatMap(([id, sets]) =>
  sets
    // Networks take seconds.
    .slice(0, sweptMetrics[id] === undefined ? sets.length : 1)
    .filter((options) => (systemOf(id).pictures?.(options) ?? []).length > 0)
    .map((options) => [`${id} ${JSON.stringify(options).slice(0, 120)}`, options] as const),
);

describe('the pictures of the catalog', () => {
  test('are of more systems than one', () => {
    expect(new Set(ofSystems.map(([, options]) => options.id)).size).toBeGreaterThan(1);
  });

  const scenarioOf = (options: Record<string, unknown>) => {
    const [metric] = systemOf(options.id as string).metrics;
    return discreteScenario({ system: options, samples: 50, metrics: [metric.id] });
  };

  test.each(ofSystems)('%s: drawn in the first replicate alone, the same bytes each time', async (_title, options) => {
    const scenario = loadedFrom(scenarioOf(options));
    const first = await runCell(scenario, 0, () => 0);
    expect(first.pictures!.map(({ name }) => name)).toEqual(
      systemOf(options.id as string).pictures!(options).map(({ id }) => `${id}.svg`),
    );
    for (const { text } of first.pictures!) expect(xmlFault(text)).toBeUndefined();
    // The bytes of images may spell anything.
    for (const { text } of first.pictures!) expect(text.replace(/base64,[^"]*/g, '')).not.toMatch(/NaN|Infinity/);
    expect((await runCell(scenario, 0, () => 0)).pictures).toEqual(first.pictures);
    const other = loadedFrom({ ...scenarioOf(options), seed: 2 });
    expect((await runCell(other, 0, () => 0)).pictures).not.toEqual(first.pictures);
    expect((await runCell(scenario, 1, () => 0)).pictures).toBeUndefined();
  });

  test.each(ofSystems)('%s: change nothing that they see', async (_title, options) => {
    const scenario = loadedFrom(scenarioOf(options));
    const system = systemOf(options.id as string);
    await system.load?.(options, hostOf(system.module));
    const { source, truth, ...instance } = system.create(options);
    const mitigation = mitigationOf('replace').create({});
    const drawing = drawPictures(system.pictures!(options), scenario);
    const loop = { ...instance, source, mitigation, samples: 50, generations: 3, streams: loopStreams(1, 0) };
    for await (const { generation, params, original, training, absorbedAt } of runGenerations<any, any>(loop)) {
      const sample = (count: number, rng: Rng) => instance.model.sample(params, { count }, rng);
      const seen = { params, first: params, truth, original, training };
      const before = structuredClone(seen);
      await drawing.see({ ...seen, generation, absorbedAt, sample, real: source.sample });
      expect(seen).toEqual(before);
    }
  });
});
