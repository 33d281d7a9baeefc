/** The words that a model knows, most frequent first: word i has number i. */
export interface Vocabulary {
  readonly words: readonly string[];
}

/** Number that stands for every word outside the vocabulary, `<unk>`: the one after the last word. */
export function unknownWord({ words }: Vocabulary): number {
  return words.length;
}

/**
 * The `size` most frequent words of the documents; among equally frequent ones those first in code-unit order.
 *
 * @throws RangeError if size is not an integer >= 2, or the documents hold fewer different words
 */
export function buildVocabulary(documents: readonly (readonly string[])[], size: number): Vocabulary {
  if (!(Number.isInteger(size) && size >= 2)) {
    throw new RangeError(`buildVocabulary: expected a size that is an integer >= 2, found ${size}`);
  }
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const word of document) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (counts.size < size) {
    throw new RangeError(`buildVocabulary: expected at most ${counts.size} words, as many as the text has, found ${size}`);
  }
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { words: ranked.slice(0, size).map(([word]) => word) };
}

/** Word numbers of each document, Uint32Array each; words outside the vocabulary become `unknownWord`. */
export function encode(documents: readonly (readonly string[])[], vocabulary: Vocabulary): Uint32Array[] {
  const numbers = new Map(vocabulary.words.map((word, number) => [word, number]));
  const unknown = unknownWord(vocabulary);
  return documents.map((document) => Uint32Array.from(document, (word) => numbers.get(word) ?? unknown));
}
