import type { Rng } from '@collapse-bench/core';
import { drawWord } from './draw-word.js';
import { advance, type NgramLevel, type NgramParams, type Place, shorterContext } from './ngram-model.js';

/**
 * Draws from the nucleus (Holtzman et al. 1904.09751): the smallest set of words, most probable first and equal ones by
 * number, whose probabilities add up to topP or more. A draw from the whole distribution is repeated until it is in the
 * nucleus, at most 1 / topP times on average; each context's last word is found once.
 *
 * @returns draws one word and moves the place behind it
 */
export function nucleusSampler(params: NgramParams, topP: number, rng: Rng): (place: Place) => number {
  const { levels } = params;
  const lastOf = nucleusBorder(params, topP);
  const probabilities = levels.map(({ backoffs }) => new Float64Array(backoffs.length).fill(Number.NaN));
  const words = levels.map(({ backoffs }) => new Uint32Array(backoffs.length));
  const probe = { length: 0, context: 0 };
  return (place) => {
    const { length, context } = place;
    if (Number.isNaN(probabilities[length][context])) {
      const last = lastOf(place);
      probabilities[length][context] = last.probability;
      words[length][context] = last.word;
    }
    const least = probabilities[length][context];
    for (;;) {
      const word = drawWord(params, place, rng);
      probe.length = length;
      probe.context = context;
      const p = advance(params, probe, word);
      if (p > least || (p === least && word <= words[length][context])) return word;
      place.length = length;
      place.context = context;
    }
  };
}

/** The least probable word of a nucleus; of equally probable ones the one with the largest number. */
interface LastWord {
  readonly word: number;
  readonly probability: number;
}

/**
 * Finds the last word of the nucleus at a place. The words of each context are sorted once; as a word's probability is never
 * below what its shorter context alone would give it, merging those lists from the longest context down meets every word
 * first where its probability is stated.
 */
export function nucleusBorder({ levels, outcomes }: NgramParams, topP: number): (place: Readonly<Place>) => LastWord {
  const sorted = levels.map(sortedEntries);
  const takenIn = new Uint32Array(outcomes);
  let round = 0;
  // One more list than levels: the last holds the words that no context knows.
  const heads = new Uint32Array(levels.length + 1);
  const ends = new Uint32Array(levels.length + 1);
  const scales = new Float64Array(levels.length + 1);
  const headWords = new Uint32Array(levels.length + 1);
  const headValues = new Float64Array(levels.length + 1);
  const uniformList = levels.length;

  /** Moves a list on to its first word that has not been taken; a list at its end has a value below all. */
  function refresh(list: number): void {
    if (list === uniformList) {
      while (heads[list] < outcomes && takenIn[heads[list]] === round) heads[list]++;
      headWords[list] = heads[list];
      headValues[list] = heads[list] < outcomes ? scales[list] : -1;
      return;
    }
    const { words, probabilities } = levels[list];
    const { entries } = sorted[list];
    while (heads[list] < ends[list]) {
      const word = words[entries[heads[list]]];
      // The beginning of a block is context only.
      if (word < outcomes && takenIn[word] !== round) {
        headWords[list] = word;
        headValues[list] = scales[list] * probabilities[entries[heads[list]]];
        return;
      }
      heads[list]++;
    }
    headValues[list] = -1;
  }

  return (place) => {
    round++;
    let scale = 1;
    let context = place.context;
    for (let length = place.length; length >= 0; length--) {
      const { starts, backoffs } = levels[length];
      sorted[length].sortContext(context);
      heads[length] = starts[context];
      ends[length] = starts[context + 1];
      scales[length] = scale;
      refresh(length);
      scale *= backoffs[context];
      if (length > 0) context = shorterContext(levels, length, context);
    }
    for (let list = place.length + 1; list < uniformList; list++) headValues[list] = -1;
    heads[uniformList] = 0;
    scales[uniformList] = scale / outcomes;
    refresh(uniformList);
    let sum = 0;
    let last: LastWord = { word: outcomes, probability: 0 };
    while (sum < topP) {
      // Of equal values the smaller word, and of one word's values the longest context's, which is the largest.
      let best = uniformList;
      for (let list = 0; list < uniformList; list++) {
        if (headValues[list] > headValues[best]) best = list;
        else if (headValues[list] === headValues[best] && headWords[list] < headWords[best]) best = list;
      }
      // Rounding may leave the sum of all words a little below topP = 1 - tiny: then all are in.
      if (headValues[best] < 0) break;
      const word = headWords[best];
      sum += headValues[best];
      last = { word, probability: headValues[best] };
      takenIn[word] = round;
      for (let list = 0; list <= uniformList; list++) if (headWords[list] === word && headValues[list] >= 0) refresh(list);
    }
    return last;
  };
}

/** The entries of a level with those of a context most probable first; contexts are sorted when they are first asked for. */
function sortedEntries({ starts, words, probabilities }: NgramLevel) {
  const entries = Uint32Array.from(words, (_, e) => e);
  const done = new Uint8Array(starts.length - 1);
  return {
    entries,
    sortContext: (context: number): void => {
      if (done[context] === 1) return;
      done[context] = 1;
      // Equal ones stay in order of their words: the order of their numbers.
      entries.subarray(starts[context], starts[context + 1]).sort((a, b) => probabilities[b] - probabilities[a] || a - b);
    },
  };
}
