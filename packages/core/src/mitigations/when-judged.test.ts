import { describe, expect, test } from 'vitest';
import type { DataSpace } from '../contracts/data-space.js';
import type { Mitigation, MitigationContext } from '../contracts/mitigation.js';
import type { Scorer } from '../contracts/scorer.js';
import { streamAt, streamKey } from '../random/streams.js';
import { detectResample } from './detect-resample.js';
import { highSurprise } from './high-surprise.js';
import { selectArgmax } from './select-argmax.js';
import { selectSoftmax } from './select-softmax.js';
import { verify } from './verify.js';
import { whenJudged } from './when-judged.js';

const SAMPLES = 20;
const CANDIDATES = 3;
const synthetic = Uint32Array.from({ length: CANDIDATES * SAMPLES }, (_, i) => (7 * i) % 13);

const space: DataSpace<Uint32Array> = {
  size: ({ length }) => length,
  concat: (parts) => Uint32Array.from(parts.flatMap((part) => [...part])),
  pick: (data, places) => places.map((place) => data[place]),
};

const scores = (data: Uint32Array) => Float64Array.from(data, (value) => value / 13);
const atOnce: Scorer<Uint32Array, unknown> = {
  reward: scores,
  correct: (data) => Uint8Array.from(data, (value) => value % 2),
  surprise: (_, data) => scores(data),
  detector: () => scores,
};
const later: Scorer<Uint32Array, unknown> = {
  reward: async (data) => scores(data),
  correct: async (data) => Uint8Array.from(data, (value) => value % 2),
  surprise: async (_, data) => scores(data),
  detector: async () => async (data) => scores(data),
};

function trainingSet(mitigation: Mitigation<unknown>, scorer: Scorer<Uint32Array, unknown>) {
  const rng = (index: number) => streamAt(streamKey(1, 'when-judged'), index);
  const history = { original: new Uint32Array(SAMPLES), previous: new Uint32Array(SAMPLES), synthetic, pool: undefined };
  const context = { generation: 2, samples: SAMPLES, history, space, fresh: () => synthetic, params: undefined, scorer };
  return mitigation.trainingSet({ ...context, rng: rng(0), onceRng: rng(1) } as unknown as MitigationContext<unknown>);
}

const judged: [string, Mitigation<unknown>][] = [
  ['verify', verify.create({ keepRight: 0.8, keepWrong: 0.3, oversample: CANDIDATES })],
  ['select-softmax', selectSoftmax.create({ candidates: CANDIDATES, temperature: 0.5 })],
  ['select-argmax', selectArgmax.create({ candidates: CANDIDATES })],
  ['detect-resample', detectResample.create({ power: 2, cap: 3 })],
  ['high-surprise', highSurprise.create({ keep: 1 / CANDIDATES })],
];

describe.each(judged)('%s', (_name, mitigation) => {
  test('gives the set at once where the judge answers at once', () => {
    expect(trainingSet(mitigation, atOnce)).not.toBeInstanceOf(Promise);
  });

  test('gives the same set where the judge takes its time', async () => {
    const waited = trainingSet(mitigation, later);
    expect(waited).toBeInstanceOf(Promise);
    const { data } = (await trainingSet(mitigation, atOnce)) as { data: Uint32Array };
    expect((await waited).data).toEqual(data);
    expect(data.length).toBeGreaterThan(1);
  });
});

test('a judge that fails fails the set', async () => {
  await expect(whenJudged(Promise.reject(new Error('no judge')), () => 1)).rejects.toThrow('no judge');
});
