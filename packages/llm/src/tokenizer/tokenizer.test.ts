import { readFileSync } from 'node:fs';
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenBytes } from './byte-level.js';
import { byteLevelDefinition } from './byte-level-definition.js';
import { tokenizerOf } from './tokenizer.js';

const corpusJson = readFileSync(new URL('../../data/sotu-bpe-1024.json', import.meta.url), 'utf8');
const corpus = tokenizerOf({ tokenizerJson: corpusJson });

/** Texts full of the places where a cut could go wrong. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\t', "'", "'s", "'ll", '<|endoftext|>', '\u00a0', '\u0085', '\ufeff', '😀'),
      fc.constantFrom('the', 'Congress', '1863', ',', '.', 'é', '日本', '$', '\u200b', '\u0301'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** All bytes, and runs of white space and a sign with white space in it as tokens: cuts within them show. */
function spacious(): { readonly vocab: string; readonly merges: string } {
  const bytes = Array.from({ length: 0x144 }, (_, code) => String.fromCharCode(code)).filter((c) => tokenBytes(c));
  const merges = ['Ġ Ġ', 'Ċ Ċ', 'Ġ Ċ', 'Ċ Ġ', 'ĠĠ Ġ', 'ĠĠ ĠĠ', 'Ġ t', 'Â ł', 'Â ħ', 'Ġ ł', 'Ġ Â', 'Ġ ,', 'ï »', 'Ġ ï'];
  const tokens = [...bytes, ...merges.map((pair) => pair.replace(' ', '')), '<|endoftext|>'];
  return {
    vocab: JSON.stringify(Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]))),
    merges: merges.join('\n'),
  };
}

describe('the tokens of a text are those that the library makes of it in one piece', () => {
  test.each([
    ['the corpus', { definition: JSON.parse(corpusJson), config: {} }],
    ['one with tokens of white space', byteLevelDefinition(spacious().vocab, spacious().merges)],
  ])('%s', (_, { definition, config }) => {
    const library = new LibraryTokenizer(definition, config);
    const tokenizer = tokenizerOf({ tokenizerJson: JSON.stringify(definition), config: JSON.stringify(config) });
    fc.assert(
      fc.property(awkward, (text) => {
        expect([...tokenizer.encode(text)]).toEqual(library.encode(text, { add_special_tokens: false }).ids);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});

test('decoding gives back the text', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      expect(corpus.decode(corpus.encode(text))).toBe(text);
    }),
    { numRuns: 500, seed: 2 },
  );
});

test('decoding any tokens gives what the library gives', () => {
  const library = new LibraryTokenizer(JSON.parse(corpusJson), {});
  fc.assert(
    fc.property(fc.array(fc.nat(1023), { minLength: 1, maxLength: 50 }), (ids) => {
      const theirs = library.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
      expect(corpus.decode(ids)).toBe(theirs);
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('nothing is nothing', () => {
  expect(corpus.encode('')).toEqual(new Uint32Array(0));
  expect(corpus.decode([])).toBe('');
});

test('the tokenizer of the corpus ends texts and puts nothing in front of them', () => {
  expect(corpus.vocabulary).toBe(1024);
  expect([...corpus.encode('<|endoftext|>')]).toEqual([corpus.endToken]);
  expect(corpus.beginToken).toBeUndefined();
  expect(corpusJson.length).toBeLessThan(100_000);
});

test('an id that is not in the vocabulary is refused', () => {
  for (const id of [1024, -1, 0.5]) expect(() => corpus.decode([5, id])).toThrow(`below 1024, found ${id}`);
});

describe('a folder without tokenizer_config.json', () => {
  const letters = (...first: string[]) => JSON.stringify(Object.fromEntries([...first, 'a', 'b', 'ab'].map((t, i) => [t, i])));
  const merges = '#version: 0.2\na b\n';

  test('is of OPT where </s> has id 2: it goes in front', () => {
    const opt = tokenizerOf({ vocab: letters('<s>', '<pad>', '</s>', '<unk>'), merges });
    expect(opt).toMatchObject({ vocabulary: 7, beginToken: 2, endToken: 2 });
    expect([...opt.encode('abb</s>')]).toEqual([6, 5, 2]);
  });

  test('is of GPT-2 otherwise', () => {
    const gpt2 = tokenizerOf({ vocab: letters('<|endoftext|>'), merges });
    expect(gpt2).toMatchObject({ vocabulary: 4, endToken: 0 });
    expect(gpt2.beginToken).toBeUndefined();
  });

  test('gets the tokens that its vocabulary lacks', () => {
    expect(tokenizerOf({ vocab: letters(), merges })).toMatchObject({ vocabulary: 4, endToken: 3 });
  });
});

describe('the begin token', () => {
  const json = JSON.parse(corpusJson);
  const processor = {
    type: 'TemplateProcessing',
    single: [{ SpecialToken: { id: '<|endoftext|>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
    pair: [],
    special_tokens: { '<|endoftext|>': { id: '<|endoftext|>', ids: [0], tokens: ['<|endoftext|>'] } },
  };
  const tokenizerJson = JSON.stringify({ ...json, post_processor: processor });
  const begin = (config?: object) => tokenizerOf({ tokenizerJson, config: config && JSON.stringify(config) }).beginToken;

  test('is what tokenizer.json puts in front', () => expect(begin()).toBe(0));
  test('is none where the configuration says no', () => expect(begin({ add_bos_token: false })).toBeUndefined());
  test('is the configuration’s', () =>
    expect(begin({ add_bos_token: true, bos_token: { content: 'a' } })).toBe(corpus.encode('a')[0]));
  test('must be in the vocabulary', () =>
    expect(() => begin({ add_bos_token: true, bos_token: '<start>' })).toThrow('found "<start>"'));
});

describe('files that are not what their names say', () => {
  const bad = (change: object) => () => tokenizerOf({ tokenizerJson: JSON.stringify({ ...JSON.parse(corpusJson), ...change }) });

  test.each([
    ['no JSON', () => tokenizerOf({ tokenizerJson: '<html>' }), 'tokenizer.json: expected JSON, found "<html>"'],
    ['a list', () => tokenizerOf({ tokenizerJson: '[1]' }), 'tokenizer.json: expected an object, found [1]'],
    ['an object of something else', () => tokenizerOf({ tokenizerJson: '{}' }), 'tokenizer.json: expected a tokenizer'],
    ['an unknown model', bad({ model: { type: 'Oracle' } }), 'tokenizer.json: expected a tokenizer'],
    ['no end', bad({ added_tokens: [], model: { type: 'BPE', vocab: { a: 0 }, merges: [] } }), 'expected a token that ends'],
    ['an id that is none', () => tokenizerOf({ vocab: '{"a":-1}', merges: '' }), 'vocab.json: expected ids'],
    ['two of one id', () => tokenizerOf({ vocab: '{"a":1,"b":1}', merges: '' }), 'found 1 for "a" and "b"'],
    ['no tokens', () => tokenizerOf({ vocab: '{}', merges: '' }), 'vocab.json: expected tokens'],
    [
      'a merge of one',
      () => tokenizerOf({ vocab: '{"a":1}', merges: '#version: 0.2\na\n' }),
      'in line 2 two tokens of vocab.json that make a third, found "a"',
    ],
    ['a merge of none', () => tokenizerOf({ vocab: '{"a":1}', merges: '<!DOCTYPE html>' }), 'in line 1 two'],
    [
      'an end that is no token',
      () => tokenizerOf({ tokenizerJson: corpusJson, config: '{"eos_token":"<end>"}' }),
      'tokenizer_config.json: expected eos_token to be in the vocabulary, found "<end>"',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});
