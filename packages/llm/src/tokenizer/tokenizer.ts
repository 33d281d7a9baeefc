import { shownJson } from '@collapse-bench/core';
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { byteDecoder, knownName, type Names } from './byte-decoder.js';
import { decodesBytes, splitsAtSpaces } from './byte-level.js';
import { type ByteLevelDefinition, byteLevelDefinition } from './byte-level-definition.js';
import { checkIds } from './check-ids.js';
import { parseObject } from './parse-object.js';
import { piecewise } from './piecewise.js';
import { specialTokenName } from './special-token-name.js';

/** Contents (not paths) of the files that say how a model of the Hugging Face hub cuts text into tokens. */
export type TokenizerFiles = {
  /** Contents of tokenizer_config.json, where there is one. */
  readonly config?: string;
} & (
  | {
      /** Contents of tokenizer.json. */
      readonly tokenizerJson: string;
    }
  | {
      /** Contents of vocab.json: an object from token to id. */
      readonly vocab: string;
      /** Contents of merges.txt: one pair a line, the first to be merged first. */
      readonly merges: string;
    }
);

/** Text to token ids and back. */
export interface Tokenizer {
  /** One more than the largest id: the rows that an embedding needs at least. */
  readonly vocabulary: number;
  /** Ids of the text itself: nothing is put in front of it or behind it. Names of special tokens in the text become those tokens. */
  encode(text: string): Uint32Array;
  /**
   * The text that the ids stand for, special tokens by their names. Bytes that are no UTF-8 become U+FFFD.
   * @throws RangeError for an id that is not in the vocabulary
   */
  decode(ids: ArrayLike<number>): string;
  /** Token that the model wants in front of every text; absent: none. */
  readonly beginToken?: number;
  /** Token that ends a text. */
  readonly endToken: number;
}

/** Names of the token that ends a text, for files that do not say which it is. */
const KNOWN_ENDS = ['<|endoftext|>', '</s>'];

/**
 * Makes a tokenizer of any Hugging Face tokenizer.json, or of vocab.json and merges.txt as GPT-2 and OPT have them: byte-level
 * byte-pair encoding after Radford et al. (2019). The same tokens as Python's `tokenizers`, tested.
 *
 * The end token is the configuration's `eos_token`; without one, `<|endoftext|>` or `</s>`. The begin token is the
 * configuration's `bos_token` where `add_bos_token` is true, nothing where it is false, and where it is not said what the
 * tokenizer.json itself puts in front of a text.
 *
 * @throws RangeError if a file is not what its name says, or no token ends a text
 */
export function tokenizerOf(files: TokenizerFiles): Tokenizer {
  const { definition, config } = definitionOf(files);
  checkIds(definition);
  const library = libraryTokenizer(definition, config);
  const names = namesOf(library);
  const beginToken = beginTokenOf(library, config);
  const endToken = endTokenOf(library, config);
  // An added token's id is taken as it stands there.
  for (const id of [endToken, beginToken ?? endToken]) knownName(names, id);
  const encode = (text: string) => encodeWhole(library, names, text);
  return {
    vocabulary: names.length,
    encode: splitsAtSpaces(definition) ? piecewise(encode) : encode,
    decode: decodesBytes(definition) ? byteDecoder(names, addedTokens(library)) : (ids) => decodeWhole(library, names, ids),
    ...(beginToken === undefined ? {} : { beginToken }),
    endToken,
  };
}

function definitionOf(files: TokenizerFiles): ByteLevelDefinition {
  const config = files.config === undefined ? undefined : parseObject(files.config, 'tokenizer_config.json');
  return 'tokenizerJson' in files
    ? { definition: parseObject(files.tokenizerJson, 'tokenizer.json'), config: config ?? {} }
    : byteLevelDefinition(files.vocab, files.merges, config);
}

function libraryTokenizer(definition: object, config: object): LibraryTokenizer {
  try {
    return new LibraryTokenizer(definition, config);
  } catch (cause) {
    throw new RangeError(
      `tokenizer.json: expected a tokenizer that @huggingface/tokenizers knows, found "${(cause as Error).message}"`,
      { cause },
    );
  }
}

/** Token by id, with holes where an id has none. */
function namesOf(library: LibraryTokenizer): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [name, id] of library.get_vocab()) names[id] = name;
  return names;
}

function addedTokens(library: LibraryTokenizer): ReadonlySet<number> {
  return new Set(library.get_added_tokens_decoder().keys());
}

/** @throws RangeError for whatever the library throws: it finds out about some parts of a file when it uses them */
function working<T>(use: () => T): T {
  try {
    return use();
  } catch (cause) {
    throw new RangeError(`tokenizer.json: expected parts that work together, found "${(cause as Error).message}"`, { cause });
  }
}

function encodeWhole(library: LibraryTokenizer, names: Names, text: string): Uint32Array {
  const { ids } = working(() => library.encode(text, { add_special_tokens: false }));
  const out = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    if (names[ids[i]] === undefined) {
      throw new RangeError(
        `tokenizer: expected a token for every part of the text, found none for token ${i} of ${JSON.stringify(text.slice(0, 40))}; the vocabulary names no unknown token`,
      );
    }
    out[i] = ids[i];
  }
  return out;
}

function decodeWhole(library: LibraryTokenizer, names: Names, ids: ArrayLike<number>): string {
  if (ids.length === 0) return '';
  const list = Array.from(ids);
  for (const id of list) knownName(names, id);
  return working(() => library.decode(list, { skip_special_tokens: false, clean_up_tokenization_spaces: false }));
}

function endTokenOf(library: LibraryTokenizer, config: Readonly<Record<string, unknown>>): number {
  const said = specialTokenName(config.eos_token);
  const id = (said === undefined ? KNOWN_ENDS : [said])
    .map((name) => library.token_to_id(name))
    .find((known) => known !== undefined);
  if (id !== undefined) return id;
  throw new RangeError(
    said === undefined
      ? `tokenizer: expected a token that ends a text (${KNOWN_ENDS.join(' or ')}, or eos_token in tokenizer_config.json), found none`
      : `tokenizer_config.json: expected eos_token to be in the vocabulary, found ${shownJson(said)}, which is not`,
  );
}

function beginTokenOf(library: LibraryTokenizer, config: Readonly<Record<string, unknown>>): number | undefined {
  if (config.add_bos_token === false) return undefined;
  if (config.add_bos_token === true) {
    const said = specialTokenName(config.bos_token);
    const id = said === undefined ? undefined : library.token_to_id(said);
    if (id !== undefined) return id;
    throw new RangeError(
      `tokenizer_config.json: expected a bos_token in the vocabulary since add_bos_token is true, found ${shownJson(said)}`,
    );
  }
  const [bare, whole] = [false, true].map((add_special_tokens) => working(() => library.encode('a', { add_special_tokens }).ids));
  return whole.length > bare.length && whole[0] !== bare[0] ? whole[0] : undefined;
}
