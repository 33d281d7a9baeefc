import { drawToken, heaviest } from './choose-token.js';
import type { GenerationRequest } from './request.js';
import type { Search } from './search.js';

const BANNED = -1e9;

/**
 * Draws, or takes the likeliest of, the tokens of each row by itself.
 *
 * @param prompts uint32 [rows, length]
 * @param draws float64 [rows, newTokens], uniform on [0, 1)
 */
export function sampling(
  request: GenerationRequest,
  vocabulary: number,
  prompts: Uint32Array,
  rows: number,
  draws: Float64Array,
): Search {
  const { newTokens, minNewTokens = newTokens, method, repetitionPenalty, endToken } = request;
  const penalised = repetitionPenalty !== 1;
  const seen = new Float32Array(penalised ? rows * vocabulary : 0);
  const length = prompts.length / rows;
  if (penalised) for (let i = 0; i < prompts.length; i++) seen[Math.floor(i / length) * vocabulary + prompts[i]] = 1;
  const always = {
    temperature: Float32Array.of(method.kind === 'sample' ? method.temperature : 1),
    bans: new Float32Array(vocabulary),
  };
  const inputs = penalised ? { ...always, penalty: Float32Array.of(repetitionPenalty), seen } : always;
  const tokens = new Int32Array(rows);
  const parents = new Int32Array(rows);
  const chosen = new Uint32Array(rows * newTokens);
  const lengths = new Uint32Array(rows);
  const banEnd = (place: number) => {
    if (endToken !== undefined) always.bans[endToken] = place < minNewTokens ? BANNED : 0;
  };
  let place = 0;
  banEnd(place);
  return {
    tokens,
    parents,
    inputs: () => inputs,
    choose(weights) {
      for (let row = 0; row < rows; row++) {
        if (parents[row] < 0) continue;
        const begin = row * vocabulary;
        const draw = draws[row * newTokens + place];
        const token =
          method.kind === 'sample' ? drawToken(weights, begin, vocabulary, method, draw) : heaviest(weights, begin, vocabulary);
        tokens[row] = token;
        chosen[row * newTokens + place] = token;
        lengths[row] = place + 1;
        if (penalised) seen[begin + token] = 1;
        if (token === endToken) parents[row] = -1;
      }
      place += 1;
      banEnd(place);
    },
    finished: () => place === newTokens || parents.every((parent) => parent < 0),
    continuations: () => Array.from({ length: rows }, (_, row) => chosen.slice(row * newTokens, row * newTokens + lengths[row])),
  };
}
