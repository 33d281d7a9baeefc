import { joinDocuments, type TokenBlocks, zipfMarkovText } from '@collapse-bench/text';

/** A text of the synthetic chain. */
export function smallText(words: number, documents: number, length: number): TokenBlocks {
  return joinDocuments(zipfMarkovText(words, documents, length));
}
