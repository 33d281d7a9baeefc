import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Tokenizer, type TokenizerFiles, tokenizerOf } from './tokenizer.js';

interface Golden {
  readonly vocabulary: number;
  readonly cases: readonly { readonly text: string; readonly ids: readonly number[]; readonly decoded: string }[];
}

const here = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
// Made by benchmarks/peers/goldens/llm_tokenizer.py.
const golden = JSON.parse(here('tokenizer.golden.json'));

const makes: Readonly<Record<string, TokenizerFiles>> = {
  corpus: { tokenizerJson: here('../../data/sotu-bpe-1024.json') },
  opt: golden.opt,
  gpt2: golden.gpt2,
  another: { tokenizerJson: golden.another.tokenizerJson },
};

describe.each(Object.entries(makes))('%s', (name, files) => {
  const { vocabulary, cases } = golden[name] as Golden;
  const tokenizer = tokenizerOf(files);

  test('as many tokens', () => expect(tokenizer.vocabulary).toBe(vocabulary));

  test.each(cases)('%j', ({ text, ids, decoded }) => {
    expect([...tokenizer.encode(text)]).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(decoded);
  });
});

describe.each(['opt', 'gpt2'])('%s as a folder of the hub', (name) => {
  const { cases, endToken, withSpecialTokens } = golden[name];
  const whole = (tokenizer: Tokenizer, text: string) => [
    ...(tokenizer.beginToken === undefined ? [] : [tokenizer.beginToken]),
    ...tokenizer.encode(text),
  ];

  test.each(['with', 'without'])('begin and end token %s tokenizer_config.json', (how) => {
    const { vocab, merges, config } = golden[name];
    const tokenizer = tokenizerOf(how === 'with' ? { vocab, merges, config } : { vocab, merges });
    expect(tokenizer.endToken).toBe(endToken);
    cases.forEach(({ text }: { text: string }, i: number) => {
      expect(whole(tokenizer, text)).toEqual(withSpecialTokens[i]);
    });
  });
});
