import { streamAt, streamKey } from '@collapse-bench/core';
import type { LanguageModel } from '../architecture/config.js';
import type { LlmOptions } from '../options.js';
import { realText } from '../real/real-text.js';
import { truthOf } from '../real/truth.js';
import { fitModel } from './fit-model.js';

const references = new Map<string, Promise<LanguageModel>>();

/** The model that is fitted, as every generation is, to the whole training text: once a process, when first asked for. */
export function referenceModel(options: LlmOptions): Promise<LanguageModel> {
  const { corpus, base, blockLength, fineTuning } = options;
  const key = JSON.stringify([corpus, base, blockLength, fineTuning]);
  let found = references.get(key);
  if (found === undefined) {
    const { training } = realText(truthOf(options));
    const rng = streamAt(streamKey(0, 'llm/reference'), 0);
    found = fitModel(options, training, rng, undefined).then(({ model }) => model);
    found.catch(() => references.delete(key));
    references.set(key, found);
  }
  return found;
}
