import { streamAt, streamKey } from '@collapse-bench/core';
import { joinDocuments } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaWeights } from '../testing/formula-weights.js';
import golden from './generate.golden.json' with { type: 'json' };
import { generate } from './generate.js';
import type { GenerationRequest } from './request.js';

/** Where two choices were closer than this, rounding decides. */
const CLEAR = 1e-3;

test.each(golden.cases)(
  "$name: transformers' tokens",
  async ({ config: given, spread, prompts, request, continuations, margins }) => {
    const config = given as TransformerConfig;
    const model = { config, weights: formulaWeights(parametersOf(config), spread) };
    const blocks = joinDocuments(prompts.map((prompt) => Uint32Array.from(prompt)));
    const rng = streamAt(streamKey(1, 'generation'), 0);
    const { tokens, offsets } = await generate(model, blocks, request as GenerationRequest, rng);
    const found = prompts.map((_, i) => Array.from(tokens.subarray(offsets[i], offsets[i + 1])));
    const clear = margins.map((margin) => margin > CLEAR);
    expect(found.filter((_, i) => clear[i])).toEqual(continuations.filter((_, i) => clear[i]));
  },
);

test('most choices were clear', () => {
  for (const kind of ['greedy', 'beam']) {
    const margins = golden.cases.filter(({ request }) => request.method.kind === kind).flatMap((one) => one.margins);
    expect(margins.filter((margin) => margin > CLEAR).length).toBeGreaterThan(margins.length / 2);
  }
});
