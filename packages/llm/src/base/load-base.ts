import { type Host, streamAt, streamKey } from '@collapse-bench/core';
import { initialParameters } from '@collapse-bench/tensor';
import { cutIntoBlocks } from '@collapse-bench/text';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { CONFIG_FILE, WEIGHTS_FILE } from '../folder/file-names.js';
import { readModel } from '../folder/model-folder.js';
import { readWeights, writeWeights } from '../folder/weights-file.js';
import type { BaseOptions, LlmOptions, PretrainingOptions } from '../options.js';
import { addressTokens } from '../real/corpus-tokens.js';
import { fingerprint } from '../real/fingerprint.js';
import { modelFile } from '../real/hub-files.js';
import { type LoadedTokenizer, loadTokenizer } from '../real/load-tokenizer.js';
import { train } from '../training/train.js';
import { type Base, configOf, keepBase } from './base-model.js';

/** Another number when anything changes that pretrained weights depend on and that is neither option nor tokenizer. */
const VERSION = 1;

type Which = Pick<LlmOptions, 'base' | 'blockLength'>;

/** Makes ready what fits begin with: once a process, and pretraining or fetching once a machine. */
export function loadBase({ base, blockLength }: Which, host: Host): Promise<Base> {
  return keepBase({ base, blockLength }, async () => {
    const loaded = await loadTokenizer(base, host);
    if (base.kind === 'hub') return hubModel(base, blockLength, loaded, host);
    const config = configOf(base, blockLength, loaded.tokenizer);
    return base.kind === 'scratch' ? { config } : { config, weights: await pretrained(base, blockLength, config, loaded, host) };
  });
}

/** @throws RangeError where the model cannot read the tokenizer's tokens, or not as many as a prompt and what follows it */
async function hubModel(
  base: Extract<BaseOptions, { kind: 'hub' }>,
  blockLength: number,
  { tokenizer }: LoadedTokenizer,
  host: Pick<Host, 'download'>,
): Promise<Base> {
  const { repo } = base;
  const download = (file: string) => host.download(modelFile(base, file));
  const { config, weights } = readModel({
    [CONFIG_FILE]: await download(CONFIG_FILE),
    [WEIGHTS_FILE]: await download(WEIGHTS_FILE),
  });
  const { vocabulary, positions } = config;
  if (tokenizer.vocabulary > vocabulary) {
    throw new RangeError(
      `llm: expected a tokenizer of at most ${vocabulary} tokens, the rows of ${repo}'s embedding, found ${tokenizer.vocabulary}`,
    );
  }
  if (2 * blockLength > positions) {
    const most = Math.floor(positions / 2);
    throw new RangeError(
      `llm: expected a blockLength of at most ${most}, half the positions of ${repo} (a block is the prompt, a block follows), found ${blockLength}`,
    );
  }
  return { config, weights };
}

async function pretrained(
  base: Extract<BaseOptions, { kind: 'pretrained' }>,
  blockLength: number,
  config: TransformerConfig,
  loaded: LoadedTokenizer,
  host: Pick<Host, 'kept'>,
): Promise<LanguageModel['weights']> {
  const key = `llm-base-${fingerprint([VERSION, base, blockLength, loaded.files])}.safetensors`;
  const bytes = await host.kept(key, async () => {
    const { firstYear, lastYear } = base.pretraining;
    const documents = await addressTokens(firstYear, lastYear, loaded, host);
    return writeWeights(config, await pretrain(config, documents, base.pretraining));
  });
  return readWeights(config, bytes);
}

/**
 * Weights trained on all documents, in blocks as long as the model's positions.
 *
 * @throws RangeError where the loss was no finite number, or no document is that long
 */
async function pretrain(
  config: TransformerConfig,
  documents: readonly Uint32Array[],
  { epochs, batch, learningRate, minimumLearningRate, weightDecay, seed }: PretrainingOptions,
): Promise<LanguageModel['weights']> {
  const key = streamKey(seed, 'llm/pretraining');
  const first = initialParameters(parametersOf(config), streamAt(key, 0));
  const schedule = { cosine: { minimum: minimumLearningRate } };
  const trained = await train(
    { config, weights: first },
    cutIntoBlocks(documents, config.positions),
    undefined,
    { epochs, batch, learningRate, schedule, weightDecay, clipNorm: 1, dropout: false },
    streamAt(key, 1),
  );
  if (trained.diverged === undefined) return trained.weights;
  const { epoch, step, loss } = trained.diverged;
  throw new RangeError(
    `llm: expected a base that can be pretrained, found a loss of ${loss} at epoch ${epoch}, step ${step}: lower /system/base/pretraining/learningRate`,
  );
}
