import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { DataSpace } from '../contracts/data-space.js';
import type { Mitigation } from '../contracts/mitigation.js';
import type { Model, Source } from '../contracts/model.js';
import type { Scorer } from '../contracts/scorer.js';
import { accumulate } from '../mitigations/accumulate.js';
import { accumulateSubsample } from '../mitigations/accumulate-subsample.js';
import { detectResample } from '../mitigations/detect-resample.js';
import { fixedReal } from '../mitigations/fixed-real.js';
import { freshReal } from '../mitigations/fresh-real.js';
import { growSamples } from '../mitigations/grow-samples.js';
import { highSurprise } from '../mitigations/high-surprise.js';
import { mixture } from '../mitigations/mixture.js';
import { preserveReal } from '../mitigations/preserve-real.js';
import { replace } from '../mitigations/replace.js';
import { selectArgmax } from '../mitigations/select-argmax.js';
import { selectSoftmax } from '../mitigations/select-softmax.js';
import { temperature } from '../mitigations/temperature.js';
import { topP } from '../mitigations/top-p.js';
import { verify } from '../mitigations/verify.js';
import { weightedReal } from '../mitigations/weighted-real.js';
import { drawFromParts } from '../random/draw-from-parts.js';
import { uniform } from '../random/xoshiro128.js';
import { type Generation, type GenerationLoop, loopStreams, runGenerations } from './run-generations.js';

interface Weighted {
  readonly values: readonly number[];
  readonly weight: number;
}
/** The mean of every data set it was ever fitted to, and how much it was shown. */
interface Means {
  readonly means: readonly number[];
  readonly weight: number;
}

const plain = (values: readonly number[], weight = 1): Weighted => ({ values, weight });
const space: DataSpace<Weighted> = {
  size: ({ values }) => values.length,
  concat: (parts) =>
    plain(
      parts.flatMap(({ values }) => values),
      parts.reduce((sum, { weight }) => sum + weight, 0),
    ),
  subset: (parts, count, replacement, rng) => {
    const chosen: number[] = [];
    const sizes = parts.map(({ values }) => values.length);
    drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
      chosen[i] = parts[part].values[index];
    });
    return plain(chosen);
  },
  pick: ({ values, weight }, places) => plain([...places].map((place) => values[place], weight)),
  weighted: ({ values, weight }, factor) => plain(values, weight * factor),
};
const draws = (count: number, rng: Parameters<typeof uniform>[0]) => Array.from({ length: count }, () => uniform(rng));
const source: Source<Weighted> = { sample: (count, rng) => plain(draws(count, rng)) };
const model: Model<Weighted, Means> = {
  fit: ({ data: { values, weight } }, rng, previous) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length + uniform(rng) / 10;
    return { params: { means: [...(previous?.means ?? []), mean], weight: weight + (previous?.weight ?? 0) } };
  },
  sample: async ({ means, weight }, { count, temperature = 1, topP = 1 }, rng) =>
    plain(draws(count, rng).map((value) => value * temperature * topP + means[means.length - 1] + weight / 100)),
  absorbed: ({ means }) => means.length >= 3,
};
const scorer: Scorer<Weighted, Means> = {
  reward: ({ values }) => Float64Array.from(values),
  correct: ({ values }) => Uint8Array.from(values, (value) => Number(value > 0.5)),
  surprise: ({ means }, { values }) => Float64Array.from(values, (value) => Math.abs(value - means[0])),
  detector: (real, generated, rng) => {
    const edge = (real.values[0] + generated.values[0]) / 2 + uniform(rng) / 100;
    return ({ values }) => Float64Array.from(values, (value) => (value > edge ? 0.9 : 0.2));
  },
};

const GENERATIONS = 5;

function loopOf(mitigation: Mitigation<any>, changes: Partial<GenerationLoop<Weighted, Means>> = {}) {
  const parts = { space, source, model, scorer, mitigation, samples: 12, generations: GENERATIONS };
  return { ...parts, streams: loopStreams(3, 1), ...changes };
}

async function all(loop: GenerationLoop<Weighted, Means>): Promise<Generation<Weighted, Means>[]> {
  const found = [];
  for await (const each of runGenerations(loop)) found.push(each);
  return found;
}

/** Leaves the loop after a generation and goes on from what a file would give back of it. */
async function left(loop: GenerationLoop<Weighted, Means>, after: number): Promise<Generation<Weighted, Means>> {
  for await (const each of runGenerations(loop)) if (each.generation === after) return deserialize(serialize(each));
  throw new Error(`no generation ${after}`);
}

const cases: [string, Mitigation<any>][] = [
  ['replace', replace.create({})],
  ['accumulate', accumulate.create({ keepReal: true })],
  ['accumulate without real data', accumulate.create({ keepReal: false })],
  ['accumulate-subsample', accumulateSubsample.create({ keepReal: true, replacement: false })],
  ['accumulate-subsample with replacement', accumulateSubsample.create({ keepReal: false, replacement: true })],
  ['preserve-real anew', preserveReal.create({ fraction: 0.4, redraw: true })],
  ['preserve-real once', preserveReal.create({ fraction: 0.4, redraw: false })],
  ['fresh-real', freshReal.create({ fraction: 0.4, counts: 'iid' })],
  ['fixed-real', fixedReal.create({ ratio: 1.5 })],
  ['mixture', mixture.create({ model: 0.5, previous: 0.25, original: 0.25 })],
  ['grow-samples', growSamples.create({ schedule: 'linear' })],
  ['weighted-real', weightedReal.create({ weight: 0.6, ratio: 1, real: 'fresh' })],
  ['verify', verify.create({ keepRight: 0.9, keepWrong: 0.2, oversample: 3 })],
  ['select-softmax', selectSoftmax.create({ candidates: 3, temperature: 0.5 })],
  ['select-argmax', selectArgmax.create({ candidates: 3 })],
  ['detect-resample', detectResample.create({ power: 2, cap: 3 })],
  ['high-surprise', highSurprise.create({ keep: 0.5 })],
  ['temperature', temperature.create({ temperature: 0.8 })],
  ['top-p', topP.create({ p: 0.9 })],
];

describe('a loop left after any generation and gone on with gives what it would have given', () => {
  test.each(cases)('%s', async (_name, mitigation) => {
    const whole = await all(loopOf(mitigation));
    expect(whole.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5]);
    // Each training set is another one, so that a generation too late or too early would be seen.
    expect(new Set(whole.map(({ training }) => training.values.join())).size).toBe(GENERATIONS);
    for (let after = 1; after <= GENERATIONS; after++) {
      const resume = await left(loopOf(mitigation), after);
      expect(await all(loopOf(mitigation, { resume }))).toEqual(whole.slice(after));
    }
  });
});

test('a loop can be left time after time', async () => {
  const mitigation = accumulateSubsample.create({ keepReal: true, replacement: false });
  const whole = await all(loopOf(mitigation));
  let resume: Generation<Weighted, Means> | undefined;
  for (let after = 1; after <= GENERATIONS; after++) {
    resume = await left(loopOf(mitigation, { resume }), after);
    expect(resume).toEqual(whole[after - 1]);
  }
});

test('what was yielded stays as it was, the pool too', async () => {
  const loop = loopOf(accumulateSubsample.create({ keepReal: true, replacement: false }));
  const sizes = (await all(loop)).map(({ pool }) => pool!.length);
  expect(sizes).toEqual([1, 2, 3, 4, 5]);
});

test('no real data are drawn once more', async () => {
  let calls = 0;
  const counted: Source<Weighted> = {
    sample: (...args) => {
      calls++;
      return source.sample(...args);
    },
  };
  const resume = await left(loopOf(replace.create({})), 2);
  await all(loopOf(replace.create({}), { resume, source: counted }));
  expect(calls).toBe(0);
});

test('a generation without the pool that the mitigation needs is refused', async () => {
  const resume = await left(loopOf(replace.create({})), 2);
  await expect(all(loopOf(accumulateSubsample.create({ keepReal: true, replacement: true }), { resume }))).rejects.toThrow(
    new RangeError('expected generation 2 with its pool to go on from, found none'),
  );
});
