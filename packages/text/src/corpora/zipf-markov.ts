import { createAliasTable, streamAt, streamKey, uniform, weightedChoice } from '@collapse-bench/core';

/**
 * A text of no language whose law is known: a Markov chain over `words` words. With probability 1/2 the next word is drawn by
 * Zipf's law, p(i) ~ 1 / (i + 1); otherwise it is one of the followers of the last word u, (31 u + 17 + j) mod words with j by
 * the same law. So words are as unequal as in prose and neighbours depend on each other. Always the same text: its stream
 * has a seed of its own.
 *
 * @param words number of words, an integer >= 2
 * @param documents number of documents
 * @param length tokens of each document
 * @returns one Uint32Array[length] a document
 */
export function zipfMarkovText(words: number, documents: number, length: number): Uint32Array[] {
  const table = createAliasTable(Float64Array.from({ length: words }, (_, i) => 1 / (i + 1)));
  const key = streamKey(0, 'corpus/zipf-markov');
  return Array.from({ length: documents }, (_, d) => {
    const rng = streamAt(key, d);
    const document = new Uint32Array(length);
    let last = weightedChoice(rng, table);
    for (let i = 0; i < length; i++) {
      const drawn = weightedChoice(rng, table);
      last = uniform(rng) < 0.5 ? drawn : (31 * last + 17 + drawn) % words;
      document[i] = last;
    }
    return document;
  });
}
