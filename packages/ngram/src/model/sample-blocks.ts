import type { Rng, SampleRequest } from '@collapse-bench/core';
import { equalBlocks, type TokenBlocks } from '@collapse-bench/text';
import { drawWord } from './draw-word.js';
import { beginning, type NgramParams, type Place } from './ngram-model.js';
import { nucleusSampler } from './nucleus.js';
import { temper } from './temper.js';

/**
 * Draws blocks of `length` words each, from their beginnings on (no prompts). Temperature first, then top-p, as is the custom.
 *
 * @throws RangeError if the count, the temperature or top-p is out of range
 */
export function sampleBlocks(params: NgramParams, request: SampleRequest, length: number, rng: Rng): TokenBlocks {
  const { count, temperature = 1, topP = 1 } = request;
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`sampleBlocks: expected a whole number of blocks, found ${count}`);
  }
  if (!(topP > 0 && topP <= 1)) throw new RangeError(`sampleBlocks: expected 0 < topP <= 1, found ${topP}`);
  const model = temperature === 1 ? params : temper(params, temperature);
  const next = topP === 1 ? (place: Place) => drawWord(model, place, rng) : nucleusSampler(model, topP, rng);
  const tokens = new Uint32Array(count * length);
  const place = { length: 0, context: 0 };
  for (let i = 0; i < tokens.length; i++) {
    if (i % length === 0) beginning(model, place);
    tokens[i] = next(place);
  }
  return equalBlocks(tokens, length);
}
