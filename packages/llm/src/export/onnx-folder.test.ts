import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { streamAt, streamKey } from '@collapse-bench/core';
import { compile } from '@collapse-bench/tensor';
import { joinDocuments } from '@collapse-bench/text';
import { AutoModelForCausalLM, env, pipeline, Tensor } from '@huggingface/transformers';
import { afterAll, describe, expect, test } from 'vitest';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { hiddenStates, logitsOf } from '../architecture/forward.js';
import { parametersOf } from '../architecture/parameters.js';
import { generate } from '../generation/generate.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import { optTokenizerFiles } from '../testing/hub-of.js';
import { smallOpt } from '../testing/small-configs.js';
import { type TokenizerFiles, tokenizerOf } from '../tokenizer/tokenizer.js';
import { decoderGraph } from './decoder-graph.js';
import { onnxFolder } from './onnx-folder.js';

const own: TokenizerFiles = {
  tokenizerJson: readFileSync(new URL('../../data/sotu-bpe-1024.json', import.meta.url), 'utf8'),
};
const { 'vocab.json': vocab, 'merges.txt': merges } = optTokenizerFiles();
const opts: TokenizerFiles = { vocab: new TextDecoder().decode(vocab), merges: new TextDecoder().decode(merges) };

const opt = smallOpt({ vocabulary: 1030, dropout: 0.1, beginToken: 2, padToken: 1 });
const gpt2: TransformerConfig = {
  ...opt,
  family: 'gpt2',
  vocabulary: 1024,
  activation: 'gelu-tanh',
  beginToken: undefined,
  endToken: 0,
  padToken: undefined,
};

const modelOf = (config: TransformerConfig): LanguageModel => ({ config, weights: formulaWeights(parametersOf(config), 0.5) });

/** Names of folders hold no more than names on the hub may. */
const root = mkdtempSync(path.join(tmpdir(), 'collapse-bench-'));
env.localModelPath = root;
env.allowRemoteModels = false;
env.useFSCache = false;
afterAll(() => rmSync(root, { recursive: true, force: true }));

function written(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name, file)), { recursive: true });
    writeFileSync(path.join(root, name, file), bytes);
  }
  return name;
}

const int64 = (values: ArrayLike<number>, shape: number[]) =>
  new Tensor('int64', BigInt64Array.from(values as number[], BigInt), shape);

/** Logits of our own network, float32 [rows * length, vocabulary]. */
async function ownLogits({ config, weights }: LanguageModel, ids: Int32Array, rows: number): Promise<Float32Array> {
  const state = Object.fromEntries(
    Object.entries(parametersOf(config)).map(([name, { shape }]) => [name, { shape, type: 'float32' as const }]),
  );
  const { run, dispose } = await compile(
    {
      state,
      inputs: { ids: { shape: [rows, ids.length / rows], type: 'int32' } },
      step: (p, inputs) => ({ state: p, outputs: { logits: logitsOf(config, p, hiddenStates(config, p, inputs.ids)) } }),
    },
    weights,
  );
  const { logits } = await run({ ids });
  await dispose();
  return logits as Float32Array;
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe.each<[string, TransformerConfig, TokenizerFiles]>([
  ['gpt2', gpt2, own],
  ['opt', opt, opts],
  ['opt-post-norm-gelu', { ...opt, normFirst: false, activation: 'gelu' }, opts],
])('%s', (name, config, tokenizer) => {
  const model = modelOf(config);
  const folder = written(name, onnxFolder(model, tokenizer));
  const [rows, length] = [2, 9];
  const ids = formulaTokens(config.vocabulary, 'ids', rows * length);
  const part = (from: number, to: number) => {
    const values = [...Array(rows).keys()].flatMap((row) => [...ids.subarray(row * length + from, row * length + to)]);
    return int64(values, [rows, to - from]);
  };
  const ones = (to: number) => int64(new Array(rows * to).fill(1), [rows, to]);
  const at = (logits: Float32Array, place: number) =>
    [...Array(rows).keys()].flatMap((row) => {
      const start = (row * length + place) * config.vocabulary;
      return [...logits.subarray(start, start + config.vocabulary)];
    });

  test('gives the logits of our own network, at once and token by token after a prompt', async () => {
    const expected = await ownLogits(model, ids, rows);
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(1);
    const loaded = await AutoModelForCausalLM.from_pretrained(folder);
    const whole = await loaded({ input_ids: part(0, length), attention_mask: ones(length) });
    expect(whole.logits.dims).toEqual([rows, length, config.vocabulary]);
    expect(furthest(whole.logits.data, expected)).toBeLessThan(1e-4);
    let past_key_values: unknown;
    for (const [from, to] of [[0, 4], ...Array.from({ length: length - 4 }, (_, i) => [i + 4, i + 5])]) {
      const made = await loaded({ input_ids: part(from, to), attention_mask: ones(to), past_key_values });
      const last = made.logits.slice(null, [to - from - 1, to - from], null);
      expect(furthest(last.data, at(expected, to - 1))).toBeLessThan(1e-4);
      past_key_values = Object.fromEntries(
        Object.entries(made)
          .filter(([key]) => key.startsWith('present'))
          .map(([key, value]) => [key.replace('present', 'past_key_values'), value]),
      );
    }
    await loaded.dispose();
  });

  test('continues texts in the pipeline with the tokens that our own greedy search chooses, alone and filled up', async () => {
    const { encode, decode, beginToken } = tokenizerOf(tokenizer);
    const texts = ['My fellow citizens, the state of the Union', 'We'];
    const newTokens = 12;
    const prompts = texts.map((text) => Uint32Array.of(...(beginToken === undefined ? [] : [beginToken]), ...encode(text)));
    const request = {
      newTokens,
      minNewTokens: 0,
      method: { kind: 'greedy' },
      repetitionPenalty: 1,
      endToken: config.endToken,
    } as const;
    const chosen = await generate(model, joinDocuments(prompts), request, streamAt(streamKey(1, 'unused'), 0));
    const continuations = prompts.map((_, i) => chosen.tokens.slice(chosen.offsets[i], chosen.offsets[i + 1]));
    expect(new Set(continuations.flatMap((each) => [...each])).size).toBeGreaterThan(3);

    const generator = await pipeline('text-generation', folder);
    const ended = (tokens: Uint32Array) => tokens.filter((token) => token !== config.endToken);
    const expected = texts.map((text, i) => [{ generated_text: text + decode(ended(continuations[i])) }]);
    const found = await Promise.all(texts.map((text) => generator(text, { max_new_tokens: newTokens })));
    expect(found).toEqual(expected);
    expect(await generator(texts, { max_new_tokens: newTokens })).toEqual(expected);
    for (const [i, text] of texts.entries()) {
      const inputs = generator.tokenizer(text, { add_special_tokens: beginToken !== undefined });
      expect(inputs.input_ids.tolist()[0].map(Number)).toEqual([...prompts[i]]);
      const tokens = (await generator.model.generate({ ...inputs, max_new_tokens: newTokens })) as Tensor;
      expect(tokens.tolist()[0].map(Number)).toEqual([...prompts[i], ...continuations[i]]);
    }
    await generator.dispose();
  });
});

describe('refuses', () => {
  test('weights of another shape', () => {
    const { weights } = modelOf(opt);
    expect(() => decoderGraph({ config: { ...opt, width: 24 }, weights })).toThrow(
      'expected a weight model.decoder.embed_tokens.weight of 24720 numbers, found 12360',
    );
    expect(() => decoderGraph({ config: { ...opt, layers: 3 }, weights })).toThrow(/layers\.2\.\S+ of \d+ numbers, found none/);
  });

  test('a model of more than one file', () => {
    const config = { ...opt, width: 2400, feedForward: 9600, layers: 24 };
    expect(() => decoderGraph({ config, weights: {} })).toThrow(/expected a model of at most 2130706432 bytes.*, found 66\d{8}/);
  });

  test('a tokenizer of more tokens than the model has', () => {
    expect(() => onnxFolder(modelOf({ ...gpt2, vocabulary: 1000 }), own)).toThrow(
      "expected a tokenizer of at most 1000 tokens, the model's, found 1024",
    );
  });
});

test('equal models give equal bytes', () => {
  expect(onnxFolder(modelOf(gpt2), own)).toEqual(onnxFolder(modelOf(gpt2), own));
});
