import { streamAt, streamKey } from '@collapse-bench/core';
import type { LanguageModel } from '../architecture/config.js';
import { fitModel } from '../model/fit-model.js';
import type { LlmOptions } from '../options.js';
import { realText } from '../real/real-text.js';
import { spreadBlocks } from '../real/spread-blocks.js';
import { truthOf } from '../real/truth.js';

const references = new Map<string, Promise<LanguageModel>>();

/** Blocks of real text that the reference knows, for each that metrics look at. */
const SHARE = 4;

/**
 * The model that is fitted, as every generation is, to blocks from all over the training text: four times the `evaluationBlocks`,
 * if there are as many. Once a process, when first asked for.
 */
export function referenceModel(options: LlmOptions): Promise<LanguageModel> {
  const { corpus, base, blockLength, fineTuning, evaluationBlocks } = options;
  const key = JSON.stringify([corpus, base, blockLength, fineTuning, evaluationBlocks]);
  let found = references.get(key);
  if (found === undefined) {
    const { training } = realText(truthOf(options));
    const rng = streamAt(streamKey(0, 'llm/reference'), 0);
    found = fitModel(options, spreadBlocks(training, SHARE * evaluationBlocks), rng, undefined).then(({ model }) => model);
    found.catch(() => references.delete(key));
    references.set(key, found);
  }
  return found;
}
