import type { Rng, SampleRequest } from '@collapse-bench/core';
import { equalBlocks, type TokenBlocks } from '@collapse-bench/text';
import type { Method } from '../generation/request.js';
import type { GenerationOptions, LlmOptions } from '../options.js';
import type { LlmParams } from '../params.js';
import { asSamples, promptsFor, tokensToWrite } from './prompts.js';

/** As many blocks as are asked for, each the continuation of a block of the original text. */
export async function writeBlocks(
  { generation, prompt, blockLength }: Pick<LlmOptions, 'generation' | 'prompt' | 'blockLength'>,
  { model, prompts: original }: LlmParams,
  request: SampleRequest,
  rng: Rng,
): Promise<TokenBlocks> {
  if (request.count === 0) return equalBlocks(new Uint32Array(0), blockLength);
  const prompts = promptsFor(original, prompt, request.count);
  const { generate } = await import('../generation/generate.js');
  const newTokens = tokensToWrite(prompt, blockLength);
  const { repetitionPenalty } = generation;
  const { endToken } = model.config;
  // As in the released code every continuation has its full length: the end token is never chosen.
  const asked = { newTokens, method: methodOf(generation, request), repetitionPenalty, endToken };
  return asSamples(prompts, await generate(model, prompts, asked, rng), prompt);
}

/** What is asked of sampling takes the place of the options. */
function methodOf(generation: GenerationOptions, request: Pick<SampleRequest, 'temperature' | 'topP'>): Method {
  if (generation.kind === 'greedy') return { kind: 'greedy' };
  if (generation.kind === 'beam') return { kind: 'beam', beams: generation.beams };
  const { temperature, topK, topP } = generation;
  return {
    kind: 'sample',
    temperature: request.temperature ?? temperature,
    topP: request.topP ?? topP,
    ...(topK > 0 && { topK }),
  };
}
