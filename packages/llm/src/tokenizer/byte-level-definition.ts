import { shownJson } from '@collapse-bench/core';
import { parseObject } from './parse-object.js';
import { specialTokenName } from './special-token-name.js';

/** What a folder without tokenizer_config.json means, by the tokens that its vocabulary has. */
const OPT = { bos_token: '</s>', eos_token: '</s>', unk_token: '</s>', pad_token: '<pad>', add_bos_token: true };
const GPT2 = { bos_token: '<|endoftext|>', eos_token: '<|endoftext|>', unk_token: '<|endoftext|>' };

const SPECIAL = ['bos_token', 'eos_token', 'unk_token', 'pad_token'];

/** A tokenizer as tokenizer.json holds it, with the tokenizer_config.json that goes with it. */
export interface ByteLevelDefinition {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * The tokenizer.json that vocab.json and merges.txt stand for. Without a configuration a vocabulary that has `</s>` at id 2 is
 * OPT's (which puts it in front of every text), and any other is GPT-2's. Special tokens that the vocabulary lacks come
 * after its largest id, as in Python's `transformers`.
 *
 * @param vocab contents of vocab.json
 * @param merges contents of merges.txt
 * @param config contents of tokenizer_config.json, parsed
 * @throws RangeError if an id is not a whole number, two tokens share one, or a line is no pair of tokens
 * that make a third
 */
export function byteLevelDefinition(
  vocab: string,
  merges: string,
  config?: Readonly<Record<string, unknown>>,
): ByteLevelDefinition {
  const ids = parseVocabulary(vocab);
  const whole: Readonly<Record<string, unknown>> = config ?? (ids.get('</s>') === 2 ? OPT : GPT2);
  const names = new Set(SPECIAL.map((role) => specialTokenName(whole[role])).filter((name) => name !== undefined));
  let next = 1 + largest(ids.values());
  const added = [...names].map((content) => ({
    id: ids.get(content) ?? next++,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  const definition = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added.sort((a, b) => a.id - b.id),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: whole.add_prefix_space === true, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', vocab: Object.fromEntries(ids), merges: parseMerges(merges, ids) },
  };
  return { definition, config: whole };
}

/** Math.max of so many would be a call with more arguments than the stack holds. */
function largest(ids: Iterable<number>): number {
  let most = 0;
  for (const id of ids) most = Math.max(most, id);
  return most;
}

function parseVocabulary(vocab: string): Map<string, number> {
  const ids = new Map<string, number>();
  const taken = new Map<number, string>();
  for (const [token, id] of Object.entries(parseObject(vocab, 'vocab.json'))) {
    if (!(typeof id === 'number' && Number.isInteger(id) && id >= 0)) {
      throw new RangeError(`vocab.json: expected ids that are whole numbers, found ${shownJson(id)} for ${shownJson(token)}`);
    }
    if (taken.has(id)) {
      throw new RangeError(
        `vocab.json: expected an id to have one token, found ${id} for ${shownJson(taken.get(id))} and ${shownJson(token)}`,
      );
    }
    ids.set(token, id);
    taken.set(id, token);
  }
  if (ids.size === 0) throw new RangeError('vocab.json: expected tokens, found none');
  return ids;
}

function parseMerges(merges: string, ids: ReadonlyMap<string, number>): [string, string][] {
  return merges
    .split(/\r?\n/)
    .map((line, i) => [line, i + 1] as const)
    .filter(([line, number]) => line !== '' && !(number === 1 && line.startsWith('#version')))
    .map(([line, number]) => {
      const pair = line.split(' ');
      if (pair.length === 2 && [...pair, pair.join('')].every((token) => ids.has(token))) return [pair[0], pair[1]];
      throw new RangeError(
        `merges.txt: expected in line ${number} two tokens of vocab.json that make a third, found ${JSON.stringify(line.slice(0, 40))}`,
      );
    });
}
