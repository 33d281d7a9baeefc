import { type Rng, uniform } from '@collapse-bench/core';
import { type CompiledProgram, type NamedNumbers, putBack, take } from '@collapse-bench/tensor';
import { documentCount, joinDocuments, type TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { beamSearch } from './beam-search.js';
import { append, cacheOf } from './key-value-cache.js';
import { keysName, prefillProgram, stepProgram, valuesName } from './programs.js';
import { checkRequest, type GenerationRequest } from './request.js';
import { sampling } from './sampling.js';
import type { Scores } from './scores.js';
import type { Search } from './search.js';

/** Rows of a batch: prompts times beams. */
const ROWS = 320;
/** Slots of a cache come in multiples of this: each number of slots is a program to compile. */
const SLOTS = 32;

/**
 * Continues each prompt, with the meanings of Hugging Face's `generate`. Prompts of one length go through the network
 * together; a continuation depends on its own prompt and draws alone.
 *
 * @param prompts none empty, and with the new tokens none longer than the model's positions
 * @param rng advanced by one uniform draw for each new token of each prompt if the method is to sample
 * @returns the continuations alone, one for each prompt in its order; each ends with the end token or has `newTokens`
 * @throws RangeError on a request outside its meaning, an empty prompt, one too long, a token outside the vocabulary
 */
export async function generate(
  { config, weights }: LanguageModel,
  prompts: TokenBlocks,
  request: GenerationRequest,
  rng: Rng,
): Promise<TokenBlocks> {
  checkRequest(request, config.vocabulary);
  checkPrompts(config, prompts, request.newTokens);
  const count = documentCount(prompts);
  const { newTokens, method } = request;
  const draws = new Float64Array(method.kind === 'sample' ? count * newTokens : 0);
  for (let i = 0; i < draws.length; i++) draws[i] = uniform(rng);

  const beams = method.kind === 'beam' ? method.beams : 1;
  const made: Uint32Array[] = Array(count);
  const programs = heldPrograms();
  try {
    for (const { length, places } of batches(prompts, Math.max(1, Math.floor(ROWS / beams)))) {
      const tokens = new Uint32Array(places.length * length);
      const ofBatch = new Float64Array(method.kind === 'sample' ? places.length * newTokens : 0);
      places.forEach((place, row) => {
        tokens.set(prompts.tokens.subarray(prompts.offsets[place], prompts.offsets[place + 1]), row * length);
        if (ofBatch.length > 0) ofBatch.set(draws.subarray(place * newTokens, (place + 1) * newTokens), row * newTokens);
      });
      const search =
        beams > 1
          ? beamSearch(request, beams, config.vocabulary, tokens, places.length)
          : sampling(request, config.vocabulary, tokens, places.length, ofBatch);
      const scores: Scores =
        beams > 1 ? { kind: 'log-probabilities' } : { kind: 'weights', penalised: request.repetitionPenalty !== 1 };
      const batch = { config, weights, scores, prompts: places.length, beams, length, tokens, programs };
      await decode(batch, search);
      search.continuations().forEach((continuation, row) => {
        made[places[row]] = continuation;
      });
    }
  } finally {
    await programs.putBack();
  }
  return joinDocuments(made);
}

interface Batch {
  readonly config: TransformerConfig;
  readonly weights: NamedNumbers;
  readonly scores: Scores;
  readonly prompts: number;
  readonly beams: number;
  readonly length: number;
  /** uint32 [prompts, length] */
  readonly tokens: Uint32Array;
  readonly programs: HeldPrograms;
}

async function decode(batch: Batch, search: Search): Promise<void> {
  const { config, weights, scores, prompts, beams, length, tokens, programs } = batch;
  const layers = [...Array(config.layers).keys()];
  const named = JSON.stringify([config, scores, prompts, beams]);
  const prefill = await programs.hold(`generation/prompts ${length} ${named}`, () =>
    prefillProgram(config, scores, prompts, length),
  );
  const begun = await prefill.run({ ...weights, ...search.inputs(), ids: Int32Array.from(tokens) });
  search.choose(begun.scores as Float32Array);
  if (search.finished()) return;
  const ofLayers = (made: NamedNumbers, name: (layer: number) => string) =>
    layers.map((layer) => made[name(layer)] as Float32Array);
  const shape = { prompts, beams, heads: config.heads, part: config.width / config.heads, length };
  const cache = cacheOf(
    shape,
    ofLayers(begun, keysName),
    ofLayers(begun, valuesName),
    (slots) => Math.ceil(slots / SLOTS) * SLOTS,
  );
  const places = new Int32Array(prompts * beams);
  for (let place = length; ; place++) {
    const { capacity, mask } = cache;
    const step = await programs.hold(`generation/step ${capacity} ${named}`, () =>
      stepProgram(config, scores, { prompts, beams }, capacity),
    );
    const cached = layers.map((layer) => ({ [keysName(layer)]: cache.keys[layer], [valuesName(layer)]: cache.values[layer] }));
    const inputs = { tokens: search.tokens, places: places.fill(place), mask };
    const made = await step.run(Object.assign({}, weights, ...cached, inputs, search.inputs()));
    search.choose(made.scores as Float32Array);
    if (search.finished()) return;
    append(cache, ofLayers(made, keysName), ofLayers(made, valuesName), search.parents);
  }
}

interface HeldPrograms {
  /** A program by what it depends on, for this call of `generate` until `putBack`. */
  hold(key: string, make: Parameters<typeof take>[1]): Promise<CompiledProgram>;
  putBack(): Promise<void>;
}

function heldPrograms(): HeldPrograms {
  const held = new Map<string, CompiledProgram>();
  return {
    async hold(key, make) {
      const program = held.get(key) ?? (await take(key, make, {}));
      held.set(key, program);
      return program;
    },
    async putBack() {
      for (const [key, program] of held) await putBack(key, program);
      held.clear();
    },
  };
}

/** Numbers of prompts of one length, at most so many together and all batches of a length about alike. */
function batches({ offsets }: TokenBlocks, most: number): { readonly length: number; readonly places: readonly number[] }[] {
  const byLength = new Map<number, number[]>();
  for (let place = 0; place + 1 < offsets.length; place++) {
    const length = offsets[place + 1] - offsets[place];
    const alike = byLength.get(length);
    if (alike === undefined) byLength.set(length, [place]);
    else alike.push(place);
  }
  return [...byLength].flatMap(([length, places]) => {
    const size = Math.ceil(places.length / Math.ceil(places.length / most));
    const parts = Array.from({ length: Math.ceil(places.length / size) }, (_, part) => part * size);
    return parts.map((begin) => ({ length, places: places.slice(begin, begin + size) }));
  });
}

function checkPrompts({ positions, vocabulary }: TransformerConfig, { tokens, offsets }: TokenBlocks, newTokens: number): void {
  for (let prompt = 0; prompt + 1 < offsets.length; prompt++) {
    const length = offsets[prompt + 1] - offsets[prompt];
    if (length < 1) throw new RangeError(`expected prompts of at least 1 token, found none in prompt ${prompt}`);
    if (length + newTokens > positions) {
      throw new RangeError(
        `expected a prompt and ${newTokens} new tokens within ${positions} positions, found ${length} tokens in prompt ${prompt}`,
      );
    }
  }
  const outside = tokens.find((token) => token >= vocabulary);
  if (outside !== undefined) throw new RangeError(`expected tokens below ${vocabulary}, found ${outside}`);
}
