import {
  buildVocabulary,
  cutIntoBlocks,
  encode,
  splitDocuments,
  stateOfTheUnion,
  type TokenBlocks,
  tokenize,
  type Vocabulary,
  zipfMarkovText,
} from '@collapse-bench/text';
import { fitNgram } from '../model/fit-ngram.js';
import type { NgramParams } from '../model/ngram-model.js';
import type { CorpusOptions, NgramOptions } from '../options.js';

type TextOptions = Pick<NgramOptions, 'corpus' | 'vocabulary' | 'blockLength'>;

/** A corpus cut into blocks and split by document. */
export interface RealText {
  readonly vocabulary: Vocabulary;
  /** The real distribution is a random block of these. */
  readonly training: TokenBlocks;
  /** Blocks of documents that nothing is trained on. */
  readonly test: TokenBlocks;
}

/** The words of each document, or undefined for a corpus that has to be loaded first. */
function syntheticDocuments(corpus: CorpusOptions): string[][] | undefined {
  if (corpus.kind !== 'zipf-markov') return undefined;
  const { words, documents, documentLength } = corpus;
  return zipfMarkovText(words, documents, documentLength).map((document) => Array.from(document, String));
}

/** @throws RangeError where vocabulary, block length or split ask for more text than there is */
export function prepareText(documents: readonly (readonly string[])[], { vocabulary: size, blockLength }: TextOptions): RealText {
  const { training, test } = splitDocuments(documents);
  const vocabulary = buildVocabulary(training, size);
  const blocksOf = (name: string, part: readonly (readonly string[])[]) => {
    const blocks = cutIntoBlocks(encode(part, vocabulary), blockLength);
    if (blocks.tokens.length > 0) return blocks;
    const longest = part.reduce((most, { length }) => Math.max(most, length), 0);
    throw new RangeError(
      `ngram: expected a blockLength of at most ${longest}, the longest ${name} document, found ${blockLength}`,
    );
  };
  return { vocabulary, training: blocksOf('training', training), test: blocksOf('test', test) };
}

/** Corpora of this process and the models fitted to them, by what they were made of: a corpus is cut once, not once a replicate. */
const texts = new Map<string, RealText>();
const references = new WeakMap<RealText, NgramParams[]>();
/** Kept at most; the oldest goes first. */
const MOST_TEXTS = 4;

function keyOf({ corpus, vocabulary, blockLength }: TextOptions): string {
  return JSON.stringify([corpus, vocabulary, blockLength]);
}

function keep(options: TextOptions, documents: readonly (readonly string[])[]): RealText {
  const text = prepareText(documents, options);
  if (texts.size >= MOST_TEXTS) texts.delete(texts.keys().next().value!);
  texts.set(keyOf(options), text);
  return text;
}

/** Reads a corpus that comes from a package. Nothing to do for a synthetic one. */
export async function loadRealText(options: TextOptions): Promise<void> {
  const { corpus } = options;
  if (corpus.kind !== 'state-of-the-union' || texts.has(keyOf(options))) return;
  const speeches = await stateOfTheUnion(corpus.firstYear, corpus.lastYear);
  keep(
    options,
    speeches.map(({ text }) => tokenize(text)),
  );
}

/** @throws Error for a corpus that has to be loaded and is not */
export function realText(options: TextOptions): RealText {
  const known = texts.get(keyOf(options));
  if (known !== undefined) return known;
  const documents = syntheticDocuments(options.corpus);
  if (documents === undefined) {
    throw new Error(`ngram: the corpus ${options.corpus.kind} is read asynchronously; await ngram.load(options) first`);
  }
  return keep(options, documents);
}

/** Model 0: modified Kneser-Ney on the whole training text, which every other model sees only a sample of. */
export function referenceModel(text: RealText, order: number): NgramParams {
  let fitted = references.get(text);
  if (fitted === undefined) {
    fitted = [];
    references.set(text, fitted);
  }
  fitted[order] ??= fitNgram(text.training, order, { kind: 'modified-kneser-ney' }, text.vocabulary.words.length + 1);
  return fitted[order];
}
