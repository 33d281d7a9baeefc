import { type Host, streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { cutIntoBlocks } from '@collapse-bench/text';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { readWeights, writeWeights } from '../folder/weights-file.js';
import type { LlmOptions, PretrainingOptions } from '../options.js';
import { fingerprint } from '../real/fingerprint.js';
import { addressTokens } from '../real/load-real-text.js';
import { ownTokenizerJson } from '../real/tokenizer-files.js';
import { tokenizerOf } from '../tokenizer/tokenizer.js';
import { train } from '../training/train.js';
import { type Base, configOf, keepBase } from './base-model.js';

/** Another number when anything changes that pretrained weights depend on and that is neither option nor tokenizer. */
const VERSION = 1;

/** Makes ready what fits begin with: once a process, and pretraining once a machine. */
export function loadBase({ base, blockLength }: Pick<LlmOptions, 'base' | 'blockLength'>, host: Host): Promise<Base> {
  return keepBase({ base, blockLength }, async () => {
    if (base.kind === 'hub') throw new Error('llm: bases of the hub are not read yet');
    const json = await ownTokenizerJson(host);
    const tokenizer = tokenizerOf({ tokenizerJson: json });
    const config = configOf(base, blockLength, tokenizer);
    if (base.kind === 'scratch') return { config };
    const { firstYear, lastYear } = base.pretraining;
    const bytes = await host.kept(`llm-base-${fingerprint([VERSION, base, blockLength, json])}.safetensors`, async () => {
      const documents = await addressTokens(firstYear, lastYear, tokenizer, json, host);
      return writeWeights(config, await pretrained(config, documents, base.pretraining));
    });
    return { config, weights: readWeights(config, bytes) };
  });
}

/**
 * Weights trained on all documents, in blocks as long as the model's positions.
 *
 * @throws RangeError where the loss was no finite number, or no document is that long
 */
async function pretrained(
  config: TransformerConfig,
  documents: readonly Uint32Array[],
  { epochs, batch, learningRate, minimumLearningRate, weightDecay, seed }: PretrainingOptions,
): Promise<LanguageModel['weights']> {
  const key = streamKey(seed, 'llm/pretraining');
  const first = initialParameters(parametersOf(config), streamAt(key, 0));
  const trained = await train(
    { config, weights: first },
    cutIntoBlocks(documents, config.positions),
    undefined,
    {
      epochs,
      batch,
      learningRate,
      schedule: { cosine: { minimum: minimumLearningRate } },
      weightDecay,
      clipNorm: 1,
      dropout: false,
    },
    streamAt(key, 1),
  );
  if (trained.diverged === undefined) return trained.weights;
  const { epoch, step, loss } = trained.diverged;
  throw new RangeError(
    `llm: expected a base that can be pretrained, found a loss of ${loss} at epoch ${epoch}, step ${step}: lower /system/base/pretraining/learningRate`,
  );
}
