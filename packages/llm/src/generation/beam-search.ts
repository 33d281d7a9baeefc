import type { GenerationRequest } from './request.js';
import type { Search } from './search.js';

interface Finished {
  readonly score: number;
  readonly tokens: Uint32Array;
}

/** Continuations of one prompt. */
interface Beams {
  /** Sums of the scores of each running continuation's tokens, best first. */
  readonly sums: Float64Array;
  /** uint32 [beams, newTokens]: their tokens; `spare` is where the next are made. */
  tokens: Uint32Array;
  spare: Uint32Array;
  /** At most `beams`, best first. */
  readonly finished: Finished[];
  /** No running continuation can get better than the worst of the finished ones, of which there are enough. */
  done: boolean;
}

/**
 * Beam search as Hugging Face's `generate` with length penalty 1 and without early stopping (transformers 5): of each prompt the
 * continuations with the largest sums of log-probabilities go on; one that ends is scored by its mean; a prompt is done when
 * as many have ended as there are beams and the best that goes on has no better mean than the worst of them. The repetition
 * penalty changes log-probabilities, after the softmax, and nothing renormalises them.
 *
 * @param prompts uint32 [count, length]
 */
export function beamSearch(
  request: GenerationRequest,
  beams: number,
  vocabulary: number,
  prompts: Uint32Array,
  count: number,
): Search {
  const { newTokens, minNewTokens = newTokens, repetitionPenalty, endToken = -1 } = request;
  const length = prompts.length / count;
  const rows = count * beams;
  const tokens = new Int32Array(rows);
  const parents = new Int32Array(rows);
  const searches = Array.from({ length: count }, () => noBeams(beams, newTokens));
  /** The row for which each token was last seen to be penalised, so that none is twice. */
  const penalisedFor = new Int32Array(vocabulary).fill(-1);
  const best = candidates(2 * beams);
  let place = 0;

  const penalise = (scores: Float32Array, row: number, prompt: number, own: Uint32Array) => {
    const once = (token: number) => {
      if (penalisedFor[token] === row) return;
      penalisedFor[token] = row;
      const at = row * vocabulary + token;
      scores[at] = scores[at] < 0 ? scores[at] * repetitionPenalty : scores[at] / repetitionPenalty;
    };
    for (let i = prompt * length; i < (prompt + 1) * length; i++) once(prompts[i]);
    for (const token of own) once(token);
  };

  const chooseFor = (prompt: number, scores: Float32Array, running: number) => {
    const search = searches[prompt];
    best.clear();
    for (let beam = 0; beam < running; beam++) {
      const row = prompt * running + beam;
      const own = search.tokens.subarray(beam * newTokens, beam * newTokens + place);
      if (repetitionPenalty !== 1) penalise(scores, row, prompt, own);
      if (place < minNewTokens && endToken >= 0) scores[row * vocabulary + endToken] = Number.NEGATIVE_INFINITY;
      best.offer(scores, row * vocabulary, vocabulary, beam, search.sums[beam]);
    }
    advance(search, best, { beams, newTokens, place, endToken });
    for (let beam = 0; beam < beams; beam++) {
      tokens[prompt * beams + beam] = search.tokens[beam * newTokens + place];
      parents[prompt * beams + beam] = search.done ? -1 : best.next[beam];
    }
  };

  return {
    tokens,
    parents,
    inputs: () => ({}),
    choose(scores) {
      penalisedFor.fill(-1);
      const running = place === 0 ? 1 : beams;
      for (let prompt = 0; prompt < count; prompt++) if (!searches[prompt].done) chooseFor(prompt, scores, running);
      place += 1;
    },
    finished: () => searches.every(({ done }) => done),
    continuations: () => searches.map(({ finished }) => finished[0].tokens),
  };
}

const noBeams = (beams: number, newTokens: number): Beams => ({
  sums: new Float64Array(beams),
  tokens: new Uint32Array(beams * newTokens),
  spare: new Uint32Array(beams * newTokens),
  finished: [],
  done: false,
});

/** The best continuations by one token, best first. */
interface Candidates {
  readonly sums: Float64Array;
  readonly tokens: Int32Array;
  readonly parents: Int32Array;
  /** The parent of each beam that goes on. */
  readonly next: Int32Array;
  clear(): void;
  /** Takes what is among the best of a row's continuations: scores from `begin` on, each added to `sum`. */
  offer(scores: Float32Array, begin: number, vocabulary: number, beam: number, sum: number): void;
}

function candidates(count: number): Candidates {
  const sums = new Float64Array(count);
  const tokens = new Int32Array(count);
  const parents = new Int32Array(count);
  return {
    sums,
    tokens,
    parents,
    next: new Int32Array(count / 2),
    clear: () => sums.fill(Number.NEGATIVE_INFINITY),
    offer(scores, begin, vocabulary, beam, sum) {
      let least = sums[count - 1] - sum;
      for (let token = 0; token < vocabulary; token++) {
        const score = scores[begin + token];
        if (!(score > least)) continue;
        let place = count - 1;
        while (place > 0 && sums[place - 1] < score + sum) {
          sums[place] = sums[place - 1];
          tokens[place] = tokens[place - 1];
          parents[place] = parents[place - 1];
          place -= 1;
        }
        sums[place] = score + sum;
        tokens[place] = token;
        parents[place] = beam;
        least = sums[count - 1] - sum;
      }
    },
  };
}

interface Place {
  readonly beams: number;
  readonly newTokens: number;
  /** Tokens that the running continuations have. */
  readonly place: number;
  readonly endToken: number;
}

/** Ends what is at its end, goes on with the best of the rest. */
function advance(search: Beams, best: Candidates, { beams, newTokens, place, endToken }: Place): void {
  const last = place + 1 === newTokens;
  let kept = 0;
  for (let i = 0; i < best.sums.length; i++) {
    const parent = best.parents[i] * newTokens;
    const ends = last || best.tokens[i] === endToken;
    if (ends && i < beams) {
      const tokens = new Uint32Array(place + 1);
      tokens.set(search.tokens.subarray(parent, parent + place));
      tokens[place] = best.tokens[i];
      addFinished(search.finished, { score: best.sums[i] / (place + 1), tokens }, beams);
    }
    if (ends || kept === beams) continue;
    const own = kept * newTokens;
    for (let t = 0; t < place; t++) search.spare[own + t] = search.tokens[parent + t];
    search.spare[own + place] = best.tokens[i];
    search.sums[kept] = best.sums[i];
    best.next[kept] = best.parents[i];
    kept += 1;
  }
  [search.tokens, search.spare] = [search.spare, search.tokens];
  const enough = search.finished.length === beams;
  search.done = last || (enough && search.sums[0] / (place + 1) <= search.finished[beams - 1].score);
}

function addFinished(finished: Finished[], one: Finished, most: number): void {
  const place = finished.findIndex(({ score }) => score < one.score);
  finished.splice(place < 0 ? finished.length : place, 0, one);
  if (finished.length > most) finished.pop();
}
