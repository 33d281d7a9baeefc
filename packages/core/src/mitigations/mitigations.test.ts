import { describe, expect, test } from 'vitest';
import type { DataSpace } from '../contracts/data-space.js';
import type { Mitigation } from '../contracts/mitigation.js';
import type { Model, Source } from '../contracts/model.js';
import { loopStreams, runGenerations } from '../loop/run-generations.js';
import { drawFromParts } from '../random/draw-from-parts.js';
import { testRng, testSeed } from '../testing/seed-offset.js';
import { accumulate } from './accumulate.js';
import { accumulateSubsample } from './accumulate-subsample.js';
import { fixedReal } from './fixed-real.js';
import { freshReal } from './fresh-real.js';
import { growSamples, scheduledSamples } from './grow-samples.js';
import { mixture } from './mixture.js';
import { preserveReal } from './preserve-real.js';
import { replace } from './replace.js';

/** Data whose samples say where they came from: `real 3` is the third original one, `model 2` was made by model 2. */
type Tagged = readonly string[];

const space: DataSpace<Tagged> = {
  size: (data) => data.length,
  concat: (parts) => parts.flat(),
  subset: (parts, count, replacement, rng) => {
    const chosen: string[] = [];
    const sizes = parts.map((part) => part.length);
    drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
      chosen[i] = parts[part][index];
    });
    return chosen;
  },
};

function taggedSource(): Source<Tagged> {
  let calls = 0;
  return {
    sample: (count) => {
      const name = calls++ === 0 ? 'real' : 'fresh';
      return Array.from({ length: count }, (_, i) => `${name} ${i}`);
    },
  };
}

const model: Model<Tagged, number> = {
  fit: (_train, _rng, previous) => ({ params: (previous ?? 0) + 1 }),
  sample: (params, { count }) => Array.from({ length: count }, () => `model ${params}`),
};

const M = 20;

/** The training sets of generations 1 to `generations`. */
async function trainingSets(mitigation: Mitigation<any>, generations: number, seed = 1): Promise<Tagged[]> {
  const sets: Tagged[] = [];
  const loop = {
    space,
    source: taggedSource(),
    model,
    mitigation,
    samples: M,
    generations,
    streams: loopStreams(testSeed(seed), 0),
  };
  for await (const { training } of runGenerations(loop)) sets.push(training);
  return sets;
}

/** How many samples of each origin. */
function origins(data: Tagged): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const tag of data) {
    const name = tag.startsWith('model') ? tag : tag.split(' ')[0];
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const realOf = (data: Tagged) => data.filter((tag) => tag.startsWith('real'));

describe('what every training set is made of', () => {
  test('replace: only what the last model made', async () => {
    const sets = await trainingSets(replace.create({}), 4);
    expect(sets.map(origins)).toEqual([{ real: M }, { 'model 1': M }, { 'model 2': M }, { 'model 3': M }]);
  });

  test('accumulate: the real data and everything since', async () => {
    const sets = await trainingSets(accumulate.create({ keepReal: true }), 4);
    expect(origins(sets[3])).toEqual({ real: M, 'model 1': M, 'model 2': M, 'model 3': M });
  });

  test('accumulate without the real data: what the models made', async () => {
    const sets = await trainingSets(accumulate.create({ keepReal: false }), 4);
    expect(sets.map(origins)[1]).toEqual({ 'model 1': M });
    expect(origins(sets[3])).toEqual({ 'model 1': M, 'model 2': M, 'model 3': M });
    const sampled = await trainingSets(accumulateSubsample.create({ keepReal: false, replacement: false }), 4);
    expect(sampled[3]).toHaveLength(M);
    expect(realOf(sampled[3])).toEqual([]);
  });

  test('accumulate-subsample: M of the pool, each member with equal chance', async () => {
    for (const replacement of [false, true]) {
      let real = 0;
      const seeds = 400;
      for (let seed = 0; seed < seeds; seed++) {
        const sets = await trainingSets(accumulateSubsample.create({ keepReal: true, replacement }), 4, seed);
        expect(sets[3]).toHaveLength(M);
        real += realOf(sets[3]).length;
        if (!replacement) expect(new Set(realOf(sets[3])).size).toBe(realOf(sets[3]).length);
      }
      // A quarter of the pool of 4 M is real; 5 standard errors of a binomial mean.
      expect(Math.abs(real / seeds - M / 4)).toBeLessThan(5 * Math.sqrt((M * 0.25 * 0.75) / seeds));
    }
  });

  test('preserve-real: a fixed share of the original set without repeats, drawn anew or once', async () => {
    const anew = await trainingSets(preserveReal.create({ fraction: 0.3, redraw: true }), 5);
    for (const set of anew.slice(1)) {
      expect(set).toHaveLength(M);
      expect(new Set(realOf(set)).size).toBe(6);
    }
    expect(new Set(anew.slice(1).map((set) => realOf(set).sort().join())).size).toBeGreaterThan(1);
    const once = await trainingSets(preserveReal.create({ fraction: 0.3, redraw: false }), 5);
    expect(new Set(once.slice(1).map((set) => realOf(set).sort().join())).size).toBe(1);
    expect(origins(once[4])).toEqual({ real: 6, 'model 4': 14 });
  });

  test('preserve-real at 0 is replace, at 1 it is the original set for ever', async () => {
    const none = await trainingSets(preserveReal.create({ fraction: 0, redraw: true }), 3);
    expect(origins(none[2])).toEqual({ 'model 2': M });
    const all = await trainingSets(preserveReal.create({ fraction: 1, redraw: true }), 3);
    expect([...all[2]].sort()).toEqual([...all[0]].sort());
  });

  test('fresh-real: new real samples, a fixed number or one by one', async () => {
    const fixed = await trainingSets(freshReal.create({ fraction: 0.25, counts: 'fixed' }), 3);
    expect(origins(fixed[2])).toEqual({ fresh: 5, 'model 2': 15 });
    let fresh = 0;
    const counts = new Set<number>();
    for (let seed = 0; seed < 400; seed++) {
      const sets = await trainingSets(freshReal.create({ fraction: 0.25, counts: 'iid' }), 2, seed);
      expect(sets[1]).toHaveLength(M);
      counts.add(origins(sets[1]).fresh ?? 0);
      fresh += origins(sets[1]).fresh ?? 0;
    }
    expect(counts.size).toBeGreaterThan(5);
    expect(Math.abs(fresh / 400 - 5)).toBeLessThan(5 * Math.sqrt((M * 0.25 * 0.75) / 400));
  });

  test('fixed-real: the whole original set and lambda times as much', async () => {
    const sets = await trainingSets(fixedReal.create({ ratio: 1.5 }), 3);
    expect(origins(sets[2])).toEqual({ real: M, 'model 2': 30 });
  });

  test('mixture: alpha from the model, beta from the previous set, gamma fresh, M in all', async () => {
    const sets = await trainingSets(mixture.create({ model: 0.5, previous: 0.3, original: 0.2 }), 3);
    expect(origins(sets[1])).toEqual({ 'model 1': 10, real: 6, fresh: 4 });
    expect(sets[2]).toHaveLength(M);
    const odd = mixture.create({ model: 0, previous: 0.5, original: 0.5 });
    expect(odd.request!(2, { count: 5 }, testRng(1, 2, 3, 4)).count).toBe(0);
  });

  test('mixture refuses shares that do not add up to 1', () => {
    expect(mixture.check!({ model: 0.5, previous: 0.3, original: 0.2 })).toEqual([]);
    expect(mixture.check!({ model: 0.5, previous: 0.3, original: 0.3 })).toHaveLength(1);
  });

  test('grow-samples: the schedule, real set first', async () => {
    const sizes = async (schedule: string) => (await trainingSets(growSamples.create({ schedule }), 4)).map((set) => set.length);
    expect(await sizes('linear')).toEqual([20, 20, 40, 60]);
    expect(await sizes('quadratic')).toEqual([20, 20, 80, 180]);
    const superlinear = await sizes('superlinear');
    expect(superlinear[1]).toBe(20);
    expect(superlinear[3]).toBe(scheduledSamples('superlinear', M, 3));
    expect(superlinear[3] / 3).toBeGreaterThan(superlinear[2] / 2);
  });
});

describe('the price in distinct real samples', () => {
  /** Mean over seeds of the number of distinct original or fresh samples used in generations 2 to `generations`. */
  async function measured(mitigation: Mitigation<any>, generations: number): Promise<number> {
    const seeds = 300;
    let total = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const sets = await trainingSets(mitigation, generations, seed);
      total += new Set(
        sets.slice(1).flatMap((set, g) => set.filter((tag) => !tag.startsWith('model')).map((tag) => priceTag(tag, g))),
      ).size;
    }
    return total / seeds;
  }
  /** Fresh samples of different generations are different samples. */
  const priceTag = (tag: string, generation: number) => (tag.startsWith('fresh') ? `${tag} of ${generation}` : tag);

  test.each([
    ['replace', replace.create({})],
    ['accumulate without the real data', accumulate.create({ keepReal: false })],
    ['accumulate', accumulate.create({ keepReal: true })],
    ['accumulate-subsample', accumulateSubsample.create({ keepReal: true, replacement: false })],
    ['accumulate-subsample with replacement', accumulateSubsample.create({ keepReal: true, replacement: true })],
    ['preserve-real anew', preserveReal.create({ fraction: 0.1, redraw: true })],
    ['preserve-real once', preserveReal.create({ fraction: 0.1, redraw: false })],
    ['fresh-real fixed', freshReal.create({ fraction: 0.1, counts: 'fixed' })],
    ['fresh-real iid', freshReal.create({ fraction: 0.1, counts: 'iid' })],
    ['fixed-real', fixedReal.create({ ratio: 2 })],
    ['grow-samples', growSamples.create({ schedule: 'linear' })],
  ])('%s: as its formula says', async (_name, mitigation) => {
    // A mean of 300 counts, each with a standard deviation below 3: 5 standard errors are below 0.87.
    expect(Math.abs((await measured(mitigation, 5)) - mitigation.realSamplesUsed(5, M))).toBeLessThan(0.87);
  });
});
