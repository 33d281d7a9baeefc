import { describe, expect, test } from 'vitest';
import type { DataSpace } from '../contracts/data-space.js';
import type { Mitigation } from '../contracts/mitigation.js';
import type { Model, Source } from '../contracts/model.js';
import type { Scorer } from '../contracts/scorer.js';
import { loopStreams, runGenerations } from '../loop/run-generations.js';
import { nextUint32 } from '../random/xoshiro128.js';
import { testSeed } from '../testing/seed-offset.js';
import { detectResample } from './detect-resample.js';
import { highSurprise } from './high-surprise.js';
import { selectArgmax } from './select-argmax.js';
import { selectSoftmax } from './select-softmax.js';
import { temperature } from './temperature.js';
import { topP } from './top-p.js';
import { keptRightShare, verify } from './verify.js';
import { sampleWeights, weightedReal } from './weighted-real.js';

/** A sample that says who made it, in what order, and what its judges see; every sample counts `weight`. */
interface Tag {
  readonly from: string;
  readonly place: number;
  /** Uniform on 0 ... 9; its own judge's mark. */
  readonly mark: number;
  readonly weight: number;
}
type Tagged = readonly Tag[];

const space: DataSpace<Tagged> = {
  size: (data) => data.length,
  concat: (parts) => parts.flat(),
  pick: (data, places) => Array.from(places, (place) => data[place]),
  weighted: (data, weight) => data.map((tag) => ({ ...tag, weight: tag.weight * weight })),
};

function taggedSource(): Source<Tagged> {
  let calls = 0;
  return {
    sample: (count) => {
      const from = calls === 0 ? 'real' : `fresh ${calls}`;
      calls++;
      return Array.from({ length: count }, (_, place) => ({ from, place, mark: 0, weight: 1 }));
    },
  };
}

interface Asked {
  readonly count: number;
  readonly temperature?: number;
  readonly topP?: number;
}

/** Marks are drawn evenly; `asked` collects the requests. */
function taggedModel(asked: Asked[]): Model<Tagged, number> {
  return {
    fit: (_train, _rng, previous) => ({ params: (previous ?? 0) + 1 }),
    sample: (params, request, rng) => {
      asked.push(request);
      return Array.from({ length: request.count }, (_, place) => ({
        from: `model ${params}`,
        place,
        mark: nextUint32(rng) % 10,
        weight: 1,
      }));
    },
  };
}

/** Real samples that a detector has seen. */
const selectedBy = new Set<string>();

const scorer: Scorer<Tagged, number> = {
  reward: (data) => Float64Array.from(data, ({ mark }) => mark),
  correct: (data) => Uint8Array.from(data, ({ mark }) => Number(mark >= 7)),
  surprise: (params, data) => Float64Array.from(data, ({ mark }) => params * mark),
  detector: (real, generated) => {
    if (real[0].from !== 'real' || !generated[0].from.startsWith('model')) throw new Error('learnt from the wrong data');
    for (const { from, place } of real) selectedBy.add(`${from} ${place}`);
    return (data) => Float64Array.from(data, ({ mark }) => mark / 10);
  },
};

const M = 40;

async function run(mitigation: Mitigation<any>, generations: number, seed = 1) {
  const asked: Asked[] = [];
  const sets: Tagged[] = [];
  const model = taggedModel(asked);
  const streams = loopStreams(testSeed(seed), 0);
  const loop = { space, source: taggedSource(), model, mitigation, scorer, samples: M, generations, streams };
  for await (const { training } of runGenerations(loop)) sets.push(training);
  return { asked, sets };
}

const origins = (data: Tagged) => [...new Set(data.map(({ from }) => from))];
const places = (data: Tagged) => data.map(({ place }) => place);

/** Share of each mark in the training sets of generation 2 over many seeds, with the number of samples seen. */
async function marks(mitigation: Mitigation<any>, seeds: number) {
  const counts = new Array<number>(10).fill(0);
  let total = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { sets } = await run(mitigation, 2, seed);
    for (const { mark } of sets[1]) counts[mark]++;
    total += sets[1].length;
  }
  return { shares: counts.map((count) => count / total), total };
}

/** Within k standard errors of independent draws. */
function expectShares({ shares, total }: { shares: number[]; total: number }, expected: readonly number[], k = 4.5): void {
  const sum = expected.reduce((a, b) => a + b, 0);
  expected.forEach((value, mark) => {
    const p = value / sum;
    const label = `mark ${mark}: ${shares[mark]} against ${p}`;
    expect(Math.abs(shares[mark] - p), label).toBeLessThan(k * Math.sqrt((p * (1 - p)) / total) + 1e-12);
  });
}

const uniformMarks = Array.from({ length: 10 }, (_, mark) => mark);

describe('how the model is sampled', () => {
  test('temperature and top-p ask for it every generation, and train on what comes', async () => {
    const warm = await run(temperature.create({ temperature: 0.7 }), 3);
    expect(warm.asked).toEqual([
      { count: M, temperature: 0.7 },
      { count: M, temperature: 0.7 },
    ]);
    const cut = await run(topP.create({ p: 0.9 }), 3);
    expect(cut.asked).toEqual([
      { count: M, topP: 0.9 },
      { count: M, topP: 0.9 },
    ]);
    for (const { sets } of [warm, cut]) {
      expect(origins(sets[2])).toEqual(['model 2']);
      expect(places(sets[2])).toEqual(Array.from({ length: M }, (_, i) => i));
    }
  });
});

describe('weighted-real', () => {
  test('M real samples, new or the original ones, and a multiple of synthetic ones', async () => {
    const fresh = await run(weightedReal.create({ weight: 0.6, ratio: 1.5, real: 'fresh' }), 3);
    expect(fresh.sets[2]).toHaveLength(2.5 * M);
    expect(origins(fresh.sets[1])).toEqual(['fresh 1', 'model 1']);
    expect(origins(fresh.sets[2])).toEqual(['fresh 2', 'model 2']);
    const original = await run(weightedReal.create({ weight: 0.6, ratio: 0.5, real: 'original' }), 3);
    expect(original.sets[2]).toHaveLength(1.5 * M);
    expect(origins(original.sets[2])).toEqual(['real', 'model 2']);
    expect(places(original.sets[2]).slice(0, M)).toEqual(places(original.sets[0]));
  });

  test('the real samples bear the stated share of a weight that stays the number of samples', async () => {
    for (const ratio of [0.001, 0.5, 1, 3]) {
      const { sets } = await run(weightedReal.create({ weight: 0.7, ratio, real: 'fresh' }), 2);
      const weigh = (data: Tagged) => data.reduce((sum, { weight }) => sum + weight, 0);
      expect(weigh(sets[1])).toBeCloseTo(sets[1].length, 10);
      expect(weigh(sets[1].filter(({ from }) => from === 'fresh 1')) / sets[1].length).toBeCloseTo(0.7, 12);
    }
    expect(sampleWeights(0.4, 20, 30)).toEqual({ real: 1, synthetic: 1 });
  });
});

describe('verify', () => {
  const create = (keepRight: number, keepWrong: number, oversample: number) =>
    verify.create({ keepRight, keepWrong, oversample });

  test('keeps right and wrong samples with their own chances', async () => {
    // Three marks in ten are right.
    const found = await marks(create(0.8, 0.3, 4), 100);
    expect(found.total).toBe(100 * M);
    expectShares(
      found,
      uniformMarks.map((mark) => (mark >= 7 ? 0.8 : 0.3)),
    );
    const right = found.shares.slice(7).reduce((a, b) => a + b, 0);
    expect(keptRightShare(0.3, 0.8, 0.3)).toBeCloseTo((0.3 * 0.8) / (0.3 * 0.8 + 0.7 * 0.3), 14);
    const share = keptRightShare(0.3, 0.8, 0.3);
    expect(Math.abs(right - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / found.total));
  });

  test('the kept set is mostly right exactly if p > 1/(1 + phi/psi)', () => {
    for (const [phi, psi] of [
      [0.9, 0.3],
      [1, 0.05],
      [0.4, 0.8],
    ]) {
      const threshold = 1 / (1 + phi / psi);
      expect(keptRightShare(threshold, phi, psi)).toBeCloseTo(0.5, 14);
      expect(keptRightShare(threshold + 0.01, phi, psi)).toBeGreaterThan(0.5);
      expect(keptRightShare(threshold - 0.01, phi, psi)).toBeLessThan(0.5);
    }
  });

  test('generates candidates, takes the first M that are kept, and shrinks where there are fewer', async () => {
    const plenty = await run(create(1, 0, 10), 2);
    expect(plenty.asked).toEqual([{ count: 10 * M, exchangeable: true }]);
    expect(plenty.sets[1]).toHaveLength(M);
    expect(plenty.sets[1].every(({ mark }) => mark >= 7)).toBe(true);
    expect(places(plenty.sets[1])).toEqual(places(plenty.sets[1]).sort((a, b) => a - b));
    const scarce = await run(create(1, 0, 1), 2);
    expect(scarce.sets[1].length).toBeGreaterThan(2);
    expect(scarce.sets[1].length).toBeLessThan(M);
  });

  test('keeps everything, and everything as it is, where it trusts all', async () => {
    const { sets } = await run(create(1, 1, 1), 3);
    expect(places(sets[2])).toEqual(Array.from({ length: M }, (_, i) => i));
  });

  test('trains on the previous set once more where next to nothing is kept', async () => {
    const { sets } = await run(create(0.001, 0, 1), 4);
    expect(sets.map(origins)).toEqual([['real'], ['real'], ['real'], ['real']]);
  });

  test('refuses to keep nothing at all', () => {
    expect(verify.check!({ keepRight: 0, keepWrong: 0, oversample: 1 })).toHaveLength(1);
    expect(verify.check!({ keepRight: 0, keepWrong: 0.1, oversample: 1 })).toEqual([]);
  });
});

describe('selection among K candidates', () => {
  /** P(the best of K marks is at most m) = ((m + 1)/10)^K. */
  const best = (K: number) => uniformMarks.map((mark) => ((mark + 1) / 10) ** K - (mark / 10) ** K);

  test.each([1, 2, 5])('argmax: the law of the best of %i', async (K) => {
    const found = await marks(selectArgmax.create({ candidates: K }), 100);
    expect(found.total).toBe(100 * M);
    expectShares(found, best(K));
  });

  test('argmax: every place has its own candidates, the first of equals winning', async () => {
    const { asked, sets } = await run(selectArgmax.create({ candidates: 3 }), 2);
    expect(asked).toEqual([{ count: 3 * M, exchangeable: true }]);
    sets[1].forEach(({ place }, i) => {
      expect(Math.floor(place / 3)).toBe(i);
    });
  });

  test('softmax of two: sum over the rival of the logistic of the difference (Bradley and Terry)', async () => {
    const found = await marks(selectSoftmax.create({ candidates: 2, temperature: 2 }), 100);
    expect(found.total).toBe(100 * M);
    expectShares(
      found,
      uniformMarks.map((mark) => uniformMarks.reduce((sum, rival) => sum + 1 / (1 + Math.exp((rival - mark) / 2)), 0)),
    );
  });

  test('softmax of many: p e^(r/T)/E e^(r/T) in the limit', async () => {
    const found = await marks(selectSoftmax.create({ candidates: 400, temperature: 3 }), 40);
    expectShares(
      found,
      uniformMarks.map((mark) => Math.exp(mark / 3)),
    );
  });

  test('softmax: cold is argmax, hot is no choice', async () => {
    expectShares(await marks(selectSoftmax.create({ candidates: 4, temperature: 1e-3 }), 60), best(4));
    expectShares(await marks(selectSoftmax.create({ candidates: 4, temperature: 1000 }), 60), new Array(10).fill(1));
  });

  test('softmax: every place has its own candidates', async () => {
    const { asked, sets } = await run(selectSoftmax.create({ candidates: 3, temperature: 1 }), 2);
    expect(asked).toEqual([{ count: 3 * M, exchangeable: true }]);
    sets[1].forEach(({ place }, i) => {
      expect(Math.floor(place / 3)).toBe(i);
    });
  });
});

describe('detect-resample', () => {
  test('weights each sample by (1 - confidence)^power', async () => {
    // Draws from a random set of M: their marks spread a little more than independent ones, by at most this factor.
    const found = await marks(detectResample.create({ power: 2, cap: 1000 }), 200);
    expect(found.total).toBe(200 * M);
    // Given the set's marks n_j the share of mark j is n_j w_j / sum n w, whose mean is off by O(1/M).
    const weights = uniformMarks.map((mark) => (1 - mark / 10) ** 2);
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((weight, mark) => {
      const p = weight / sum;
      expect(Math.abs(found.shares[mark] - p)).toBeLessThan(5 * Math.sqrt((2 * p * (1 - p)) / found.total) + p / M);
    });
  });

  test('never repeats a sample more often than the cap; a cap of 1 keeps the set', async () => {
    for (const cap of [1, 2, 3]) {
      const { asked, sets } = await run(detectResample.create({ power: 8, cap }), 2);
      expect(asked).toEqual([{ count: M }]);
      expect(sets[1]).toHaveLength(M);
      const repeats = new Map<number, number>();
      for (const place of places(sets[1])) repeats.set(place, (repeats.get(place) ?? 0) + 1);
      expect(Math.max(...repeats.values())).toBe(cap);
    }
    const all = await run(detectResample.create({ power: 8, cap: 1 }), 2);
    expect(places(all.sets[1]).sort((a, b) => a - b)).toEqual(Array.from({ length: M }, (_, i) => i));
  });

  test('power 0 weighs all alike', async () => {
    expectShares(await marks(detectResample.create({ power: 0, cap: 1000 }), 100), new Array(10).fill(1), 7);
  });
});

describe('high-surprise', () => {
  test('keeps the M most surprising of M/keep, as the model of that generation sees them', async () => {
    const { asked, sets } = await run(highSurprise.create({ keep: 0.3 }), 3);
    expect(asked.map(({ count }) => count)).toEqual([134, 134]);
    for (const set of sets.slice(1)) {
      expect(set).toHaveLength(M);
      expect(places(set)).toEqual([...places(set)].sort((a, b) => a - b));
      // Three in ten of 134: marks 7 to 9 and perhaps some 6 or 7s; the few kept of the least mark come first.
      const least = Math.min(...set.map(({ mark }) => mark));
      expect(least).toBeGreaterThanOrEqual(6);
      expect(set.filter(({ mark }) => mark > least).length).toBeLessThan(M);
    }
  });

  test('leaves out nothing that is more surprising than what it keeps', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const all: Tagged[] = [];
      const model = taggedModel([]);
      const watched: Model<Tagged, number> = {
        ...model,
        sample: (params, request, rng) => {
          const data = model.sample(params, request, rng) as Tagged;
          all.push(data);
          return data;
        },
      };
      const mitigation = highSurprise.create({ keep: 0.5 });
      const streams = loopStreams(testSeed(seed), 0);
      const loop = { space, source: taggedSource(), model: watched, mitigation, scorer, samples: M, generations: 2, streams };
      const sets: Tagged[] = [];
      for await (const { training } of runGenerations(loop)) sets.push(training);
      const sorted = (data: Tagged) => data.map(({ mark }) => mark).sort((a, b) => b - a);
      expect(sorted(sets[1])).toEqual(sorted(all[0]).slice(0, M));
    }
  });

  test('keeps all where the fraction is 1', async () => {
    const { sets } = await run(highSurprise.create({ keep: 1 }), 2);
    expect(places(sets[1])).toEqual(Array.from({ length: M }, (_, i) => i));
  });
});

const every: [string, Mitigation<any>, number][] = [
  ['temperature', temperature.create({ temperature: 0.5 }), 0],
  ['top-p', topP.create({ p: 0.5 }), 0],
  ['weighted-real, fresh', weightedReal.create({ weight: 0.6, ratio: 1, real: 'fresh' }), 4 * M],
  ['weighted-real, original', weightedReal.create({ weight: 0.6, ratio: 1, real: 'original' }), M],
  ['verify', verify.create({ keepRight: 0.9, keepWrong: 0.2, oversample: 3 }), 0],
  ['select-softmax', selectSoftmax.create({ candidates: 3, temperature: 1 }), 0],
  ['select-argmax', selectArgmax.create({ candidates: 3 }), 0],
  ['detect-resample', detectResample.create({ power: 2, cap: 2 }), 0],
  ['high-surprise', highSurprise.create({ keep: 0.4 }), 0],
];

describe.each(every)('%s', (_name, mitigation, price) => {
  test('costs the distinct real samples that its training sets hold', async () => {
    const { sets } = await run(mitigation, 5);
    const real = new Set(
      sets
        .slice(1)
        .flatMap((set) => set.filter(({ from }) => !from.startsWith('model')).map(({ from, place }) => `${from} ${place}`)),
    );
    expect(real.size).toBe(price);
    expect(mitigation.realSamplesUsed(5, M)).toBe(price);
    expect(mitigation.realSamplesUsed(1, M)).toBe(0);
  });

  test('costs the distinct real samples that its judges learn from, and says so apart', async () => {
    selectedBy.clear();
    await run(mitigation, 5);
    expect(mitigation.selectionSamplesUsed?.(5, M) ?? 0).toBe(selectedBy.size);
    expect(mitigation.selectionSamplesUsed?.(1, M) ?? 0).toBe(0);
  });

  test('gives the same sets for the same seed', async () => {
    expect((await run(mitigation, 3, 9)).sets).toEqual((await run(mitigation, 3, 9)).sets);
    expect((await run(mitigation, 3, 8)).sets).not.toEqual((await run(mitigation, 3, 9)).sets);
  });
});
