import type { Setting } from '@collapse-bench/core';
import type { BaseOptions, LlmOptions } from './options.js';

/** Parameters of folders of the hub that scenarios name. */
const HUB_PARAMETERS: Readonly<Record<string, number>> = { 'facebook/opt-125m': 125_239_296 };
/** Tokens of the tokenizer that comes with the package. */
const VOCABULARY = 1024;

/** Parameters that a token meets, biases, norms and positions left out. */
function parameters(base: BaseOptions): number | undefined {
  if (base.kind === 'hub') return HUB_PARAMETERS[base.repo];
  const { layers, width, feedForward } = base.shape;
  return VOCABULARY * width + layers * width * (4 * width + 2 * feedForward);
}

/**
 * Floating-point operations of a fit and of the text that it is asked for: 6 a parameter and token of training (2 on the way forward,
 * 4 back), 2 a parameter and token that is read or written, on every beam.
 */
export function llmOperations({ system, samples }: Setting<LlmOptions>): number | undefined {
  const { base, blockLength, fineTuning, generation, prompt } = system;
  const count = parameters(base);
  if (count === undefined) return undefined;
  const beams = generation.kind === 'beam' ? generation.beams : 1;
  const read = prompt.kind === 'block' ? blockLength : prompt.tokens;
  const written = prompt.kind === 'block' ? blockLength : blockLength - prompt.tokens;
  const trained = fineTuning.epochs * (6 * samples + 2 * fineTuning.validationBlocks) * blockLength;
  return count * (trained + 2 * samples * (read + beams * written));
}
