import { cloneRng, exp, type Rng, streamAt, streamKey, uniform } from '@collapse-bench/core';
import { type NamedNumbers, using } from '@collapse-bench/tensor';
import { joinDocuments, type TokenBlocks } from '@collapse-bench/text';
import { describe, expect, test } from 'vitest';
import type { LanguageModel } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import { smallOpt } from '../testing/small-configs.js';
import { generate } from './generate.js';
import { prefillProgram } from './programs.js';
import type { GenerationRequest } from './request.js';

const config = smallOpt({ vocabulary: 29 });
const model: LanguageModel = { config, weights: formulaWeights(parametersOf(config), 0.5) };
const stream = (label: string): Rng => streamAt(streamKey(3, label), 0);
const prompt = (length: number, seed: number) => Uint32Array.from({ length }, (_, i) => (i * 11 + seed * 7) % config.vocabulary);
const rowsOf = ({ tokens, offsets }: TokenBlocks): number[][] =>
  Array.from({ length: offsets.length - 1 }, (_, i) => Array.from(tokens.subarray(offsets[i], offsets[i + 1])));
const neutral: GenerationRequest = { newTokens: 10, method: { kind: 'greedy' }, repetitionPenalty: 1 };

/** log p of the token after a sequence, the whole of which goes through the network. */
async function logProbabilities(sequence: readonly number[]): Promise<Float64Array> {
  const make = () => prefillProgram(config, { kind: 'log-probabilities' }, 1, sequence.length);
  const inputs: NamedNumbers = { ...model.weights, ids: Int32Array.from(sequence) };
  return using(`twin ${sequence.length}`, make, {}, async ({ run }) => Float64Array.from((await run(inputs)).scores));
}

/** Probabilities of the next token as transformers' processors make them: literally, by sorting. */
async function probabilities(sequence: readonly number[], place: number, request: GenerationRequest): Promise<Float64Array> {
  const { method, newTokens, minNewTokens = newTokens, repetitionPenalty, endToken } = request;
  if (method.kind !== 'sample') throw new Error('a twin of sampling');
  const logs = await logProbabilities(sequence);
  // The penalty is meant for logits: without one, log p will do.
  if (repetitionPenalty !== 1) throw new Error('no twin of the penalty here');
  if (endToken !== undefined && place < minNewTokens) logs[endToken] = -Infinity;
  const scores = logs.map((log) => log / method.temperature);
  const descending = [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
  const kept = new Set(descending.slice(0, method.topK ?? scores.length));
  const softmax = (): Float64Array => {
    const weights = scores.map((score, i) => (kept.has(i) ? exp(score) : 0));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const shares = softmax();
  let cumulative = 0;
  for (const token of descending.toReversed()) {
    cumulative += shares[token];
    if (cumulative <= 1 - (method.topP ?? 1) && token !== descending[0]) kept.delete(token);
  }
  return softmax();
}

/** Continues a prompt token by token without a cache. */
async function sampledByTwin(given: Uint32Array, request: GenerationRequest, rng: Rng): Promise<number[]> {
  const draws = Array.from({ length: request.newTokens }, () => uniform(rng));
  const made: number[] = [];
  for (const [place, draw] of draws.entries()) {
    const shares = await probabilities([...given, ...made], place, request);
    let left = draw;
    let token = -1;
    while (left >= 0) {
      token += 1;
      left -= shares[token];
    }
    made.push(token);
    if (token === request.endToken) break;
  }
  return made;
}

describe('sampling with a cache draws what it draws without', () => {
  const sample = { kind: 'sample', temperature: 1 } as const;
  test.each<[string, Partial<GenerationRequest>]>([
    ['plainly', { method: sample }],
    ['hot, top-k', { method: { ...sample, temperature: 2.5, topK: 4 } }],
    ['cold, top-p', { method: { ...sample, temperature: 0.7, topP: 0.8 } }],
    ['top-k then top-p', { method: { ...sample, temperature: 1.5, topK: 7, topP: 0.6 } }],
    ['with an end', { method: { ...sample, temperature: 2 }, newTokens: 20, minNewTokens: 3, endToken: 5 }],
  ])('%s, prompts of several lengths', async (name, given) => {
    const request = { ...neutral, ...given };
    const prompts = [prompt(6, 0), prompt(3, 1), prompt(6, 2), prompt(1, 3)];
    const rng = stream(name);
    const twin = cloneRng(rng);
    const found = rowsOf(await generate(model, joinDocuments(prompts), request, rng));
    const expected: number[][] = [];
    for (const one of prompts) expected.push(await sampledByTwin(one, request, twin));
    expect(found).toEqual(expected);
    expect(rng.state).toEqual(twin.state);
    if (request.endToken !== undefined) {
      expect(found.some((row) => row.length < request.newTokens)).toBe(true);
      expect(found.every((row) => !row.slice(0, 3).includes(5))).toBe(true);
    }
  });
});

test.each<[string, GenerationRequest['method']]>([
  ['softmax', { kind: 'sample', temperature: 1 }],
  ['a hot top-k', { kind: 'sample', temperature: 2, topK: 6 }],
  ['top-p', { kind: 'sample', temperature: 1.3, topP: 0.7 }],
])('tokens come as often as %s says', async (name, method) => {
  const count = 3000;
  const request = { ...neutral, method, newTokens: 1 };
  const blocks = joinDocuments(Array.from({ length: count }, () => prompt(4, 1)));
  const { tokens } = await generate(model, blocks, request, stream(name));
  const shares = await probabilities([...prompt(4, 1)], 0, request);
  shares.forEach((share, token) => {
    const found = tokens.reduce((sum, one) => sum + (one === token ? 1 : 0), 0);
    const deviation = Math.sqrt(count * share * (1 - share));
    expect(Math.abs(found - count * share), `token ${token}`).toBeLessThanOrEqual(4.5 * deviation);
  });
});

test('beams above one do no worse in log-probability than the likeliest token by token, and end when they should', async () => {
  const prompts = Array.from({ length: 5 }, (_, i) => prompt(5, i));
  const blocks = joinDocuments(prompts);
  const scored = async (rows: number[][]) => {
    const sums: number[] = [];
    for (const [i, row] of rows.entries()) {
      let sum = 0;
      for (const [place, token] of row.entries()) sum += (await logProbabilities([...prompts[i], ...row.slice(0, place)]))[token];
      sums.push(sum);
    }
    return sums;
  };
  const rng = stream('beams');
  const greedy = await scored(rowsOf(await generate(model, blocks, neutral, rng)));
  const beams = rowsOf(await generate(model, blocks, { ...neutral, method: { kind: 'beam', beams: 8 } }, rng));
  expect(beams.map(({ length }) => length)).toEqual(beams.map(() => neutral.newTokens));
  for (const [i, sum] of (await scored(beams)).entries()) expect(sum).toBeGreaterThan(greedy[i] - 1e-4);
});

test('one beam is the likeliest token; nothing is drawn where nothing is sampled', async () => {
  const blocks = joinDocuments([prompt(5, 1), prompt(5, 4)]);
  const rng = stream('none');
  const before = rng.state.slice();
  const greedy = await generate(model, blocks, neutral, rng);
  expect(await generate(model, blocks, { ...neutral, method: { kind: 'beam', beams: 1 } }, rng)).toEqual(greedy);
  expect(rng.state).toEqual(before);
});

test('a continuation is its own, whatever else is in the call', async () => {
  const prompts = Array.from({ length: 90 }, (_, i) => prompt(4, i));
  for (const method of [{ kind: 'greedy' }, { kind: 'beam', beams: 5 }] as const) {
    const request = { ...neutral, method, repetitionPenalty: 1.5, newTokens: 6 };
    const together = rowsOf(await generate(model, joinDocuments(prompts), request, stream('')));
    for (const i of [0, 41, 89]) {
      expect(rowsOf(await generate(model, joinDocuments([prompts[i]]), request, stream('')))).toEqual([together[i]]);
    }
  }
});

test('no prompts, no continuations', async () => {
  expect(rowsOf(await generate(model, joinDocuments([]), neutral, stream('')))).toEqual([]);
});

test.each<[string, Uint32Array, Partial<GenerationRequest>, string]>([
  ['long', prompt(31, 0), {}, 'expected a prompt and 10 new tokens within 40 positions, found 31 tokens in prompt 0'],
  ['empty', new Uint32Array(0), {}, 'expected prompts of at least 1 token, found none in prompt 0'],
  ['foreign', Uint32Array.of(29), {}, 'expected tokens below 29, found 29'],
  ['no tokens', prompt(3, 0), { newTokens: 0 }, 'expected newTokens to be a positive integer, found 0'],
  [
    'too many at least',
    prompt(3, 0),
    { minNewTokens: 11 },
    'expected minNewTokens to be an integer of 0 to newTokens (10), found 11',
  ],
  ['small penalty', prompt(3, 0), { repetitionPenalty: 0.9 }, 'expected a repetition penalty of at least 1, found 0.9'],
  ['end', prompt(3, 0), { endToken: 29 }, 'expected endToken to be a token of the vocabulary, 0 to 28, found 29'],
  ['cold', prompt(3, 0), { method: { kind: 'sample', temperature: 0 } }, 'expected a temperature above 0, found 0'],
  [
    'top-k',
    prompt(3, 0),
    { method: { kind: 'sample', temperature: 1, topK: 0 } },
    'expected topK to be a positive integer, found 0',
  ],
  ['top-p', prompt(3, 0), { method: { kind: 'sample', temperature: 1, topP: 0 } }, 'expected topP of (0, 1], found 0'],
  ['beams', prompt(3, 0), { method: { kind: 'beam', beams: 15 } }, 'expected at most 14 beams, half the vocabulary, found 15'],
])('refuses what is %s', async (_, tokens, given, message) => {
  const generated = generate(model, joinDocuments([tokens]), { ...neutral, ...given }, stream(''));
  await expect(generated).rejects.toThrow(new RangeError(message));
});
