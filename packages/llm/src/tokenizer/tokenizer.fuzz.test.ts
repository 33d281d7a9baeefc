import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fuzzSettings } from '../../../core/src/testing/fuzz-settings.js';
import { editedJson, jsonEdits } from '../../../core/src/testing/json-edits.js';
import { readOrRefuse } from '../../../core/src/testing/read-or-refuse.js';
import { damagedText, textDamages } from '../../../core/src/testing/text-damages.js';
import { byteLevelDefinition } from './byte-level-definition.js';
import { type TokenizerFiles, tokenizerOf } from './tokenizer.js';

// The library warns of patterns that it does not know.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));

const tokens = ['a', 'b', 'c', 'Ġ', 'Ċ', 'ab', 'Ġa', 'abc', '<|endoftext|>'];
const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
const merges = '#version: 0.2\na b\nĠ a\nab c\n';
const { definition } = byteLevelDefinition(JSON.stringify(vocab), merges);
const config = { eos_token: '<|endoftext|>', bos_token: { content: '<|endoftext|>' }, add_bos_token: true };

const unigram = {
  version: '1.0',
  added_tokens: [{ id: 0, content: '</s>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }],
  normalizer: {
    type: 'Sequence',
    normalizers: [{ type: 'NFKC' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }],
  },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '</s>', type_id: 0 } }],
    pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
    special_tokens: { '</s>': { id: '</s>', ids: [0], tokens: ['</s>'] } },
  },
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: {
    type: 'Unigram',
    unk_id: 1,
    vocab: [
      ['</s>', 0],
      ['<unk>', 0],
      ['▁', -2],
      ['a', -3],
      ['b', -3.5],
      ['▁a', -2.5],
      ['c', -4],
    ],
  },
};

/** Makes the tokenizer and uses it: a part that does not work may only show then. */
async function use(files: TokenizerFiles): Promise<void> {
  const tokenizer = await readOrRefuse(() => tokenizerOf(files));
  if (tokenizer === undefined) return;
  const { vocabulary, beginToken, endToken } = tokenizer;
  for (const id of [endToken, beginToken ?? endToken]) {
    expect(Number.isInteger(id) && id >= 0 && id < vocabulary).toBe(true);
  }
  const ids = await readOrRefuse(() => tokenizer.encode('abc a  b\n'));
  if (ids === undefined) return;
  expect(ids.every((id) => id < vocabulary)).toBe(true);
  expect(typeof ((await readOrRefuse(() => tokenizer.decode(ids))) ?? '')).toBe('string');
}

describe.each([
  ['byte-level', definition],
  ['unigram', unigram],
])('a %s tokenizer.json is read or refused', (_, base) => {
  test('whose fields are spoilt', async () => {
    await fc.assert(
      fc.asyncProperty(jsonEdits, (edits) => use({ tokenizerJson: editedJson(base, edits) })),
      fuzzSettings(0.025),
    );
  });

  test('whose text is spoilt', async () => {
    const text = JSON.stringify(base);
    await fc.assert(
      fc.asyncProperty(textDamages, (damages) => use({ tokenizerJson: damagedText(text, damages) })),
      fuzzSettings(0.025),
    );
  });
});

describe('a tokenizer of three files is read or refused', () => {
  const files = { vocab: JSON.stringify(vocab), merges, config: JSON.stringify(config) };

  test.each([
    ['vocab', vocab],
    ['config', config],
  ])('whose %s is spoilt', async (name, base) => {
    await fc.assert(
      fc.asyncProperty(jsonEdits, (edits) => use({ ...files, [name]: editedJson(base, edits) })),
      fuzzSettings(0.02),
    );
  });

  test('whose merges are spoilt', async () => {
    await fc.assert(
      fc.asyncProperty(textDamages, (damages) => use({ ...files, merges: damagedText(merges, damages) })),
      fuzzSettings(0.02),
    );
  });
});
