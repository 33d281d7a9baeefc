import { streamAt, streamKey } from '@collapse-bench/core';
import { type GenerationRequest, type LanguageModel, loadGeneration, type TransformerConfig } from '@collapse-bench/llm';
import type { Side } from '../comparison.js';
import { blocksOf, type Size, sizes, tokens, untrained } from './opt-cases.js';

export type Way = 'beam' | 'sample';

/** Blocks that are continued together, as in cases_llm.py: of the larger model fewer, for transformers takes half a minute for 64. */
export const continued: Readonly<Record<Size, number>> = { '1m': 64, '10m': 16, 'opt-125m': 1 };

const methods: Readonly<Record<Way, GenerationRequest['method']>> = {
  beam: { kind: 'beam', beams: 5 },
  sample: { kind: 'sample', temperature: 1 },
};

/** An untrained model whose tokens differ: the formula gives many of them one vector, and then which is chosen is open. */
async function unlike(config: TransformerConfig): Promise<LanguageModel> {
  const { weights } = await untrained(config);
  const embedding = weights['model.decoder.embed_tokens.weight'];
  for (let i = 0; i < embedding.length; i++) embedding[i] *= 1 + Math.floor(i / config.width) / config.vocabulary;
  return { config, weights };
}

/** Continues blocks by as many tokens as they have; agrees on the mean token. */
export function generationOf(size: Size, way: Way, threads: number): Side {
  const config = { ...sizes[size], positions: 2 * tokens(1) };
  const prompts = blocksOf(config, continued[size]);
  const request = { newTokens: tokens(1), method: methods[way], repetitionPenalty: 1, endToken: config.endToken };
  const rng = streamAt(streamKey(1, 'peers/llm-generation'), 0);
  let model: LanguageModel | undefined;
  let made = new Uint32Array(0);
  return {
    async run() {
      model ??= await unlike(config);
      const { generate } = await loadGeneration();
      made = (await generate(model, prompts, request, rng, { threads })).tokens.slice();
    },
    agree: () => made.reduce((sum, token) => sum + token, 0) / made.length,
  };
}
