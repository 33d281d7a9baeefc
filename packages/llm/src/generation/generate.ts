import { type Rng, uniform } from '@collapse-bench/core';
import { documentCount, joinDocuments, type TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { batches, mostPrompts } from './batches.js';
import { beamSearch } from './beam-search.js';
import { decode } from './decode.js';
import { heldPrograms } from './held-programs.js';
import { checkRequest, type GenerationRequest } from './request.js';
import { sampling } from './sampling.js';
import type { Scores } from './scores.js';

/**
 * Continues each prompt, with the meanings of Hugging Face's `generate`. Prompts of one length go through the network
 * together; a continuation depends on its own prompt and draws alone.
 *
 * @param prompts none empty, and with the new tokens none longer than the model's positions
 * @param rng advanced by one uniform draw for each new token of each prompt if the method is to sample
 * @param threads of one operation, default 1; on which last bits, and so close choices, may depend
 * @returns the continuations alone, one for each prompt in its order; each ends with the end token or has `newTokens`
 * @throws RangeError on a request outside its meaning, an empty prompt, one too long, a token outside the vocabulary
 */
export async function generate(
  { config, weights }: LanguageModel,
  prompts: TokenBlocks,
  request: GenerationRequest,
  rng: Rng,
  { threads = 1 }: { readonly threads?: number } = {},
): Promise<TokenBlocks> {
  checkRequest(request, config.vocabulary);
  checkPrompts(config, prompts, request.newTokens);
  const count = documentCount(prompts);
  const { newTokens, method } = request;
  const draws = new Float64Array(method.kind === 'sample' ? count * newTokens : 0);
  for (let i = 0; i < draws.length; i++) draws[i] = uniform(rng);

  const beams = method.kind === 'beam' ? method.beams : 1;
  const made: Uint32Array[] = Array(count);
  const programs = heldPrograms(threads);
  try {
    for (const { length, places } of batches(prompts, (length) => mostPrompts(config, length + newTokens, beams))) {
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
