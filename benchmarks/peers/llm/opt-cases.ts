import { type LanguageModel, loadScoring, loadTrainingStep, type TransformerConfig } from '@collapse-bench/llm';
import { equalBlocks, type TokenBlocks } from '@collapse-bench/text';
import type { Side } from '../comparison.js';
import { firstParameters, type TrainingCase, trainingSide } from '../tensor/training-case.js';

/** Blocks of the paper's length. */
const LENGTH = 64;
/** As cases_llm.py, which has the sizes too. */
const STRIDE = 7919;

const small: TransformerConfig = {
  family: 'opt',
  vocabulary: 2048,
  positions: LENGTH,
  width: 128,
  layers: 4,
  heads: 4,
  feedForward: 512,
  activation: 'relu',
  normFirst: true,
  dropout: 0.1,
  endToken: 2,
};

export type Size = '1m' | '10m' | 'opt-125m';

/** OPT models of 1,064,192 and 9,684,864 parameters, and of the shape of facebook/opt-125m. */
export const sizes: Readonly<Record<Size, TransformerConfig>> = {
  '1m': small,
  '10m': { ...small, width: 384, layers: 5, heads: 6, feedForward: 1536 },
  'opt-125m': { ...small, vocabulary: 50_272, positions: 2048, width: 768, layers: 12, heads: 12, feedForward: 3072 },
};

/** Blocks of a training step. */
export const ROWS = 16;

export const blocksOf = ({ vocabulary }: TransformerConfig, count: number): TokenBlocks =>
  equalBlocks(
    Uint32Array.from({ length: count * LENGTH }, (_, i) => (i * STRIDE) % vocabulary),
    LENGTH,
  );

/** Steps of AdamW on one batch of 16 blocks, dropout off. */
async function trainingCase(config: TransformerConfig): Promise<TrainingCase> {
  const { trainingStep } = await loadTrainingStep();
  const length = LENGTH - 1;
  const training = trainingStep({ config, rows: ROWS, length, inParts: false, weightDecay: 0.01, dropout: false });
  const { tokens } = blocksOf(config, ROWS);
  const places = Array.from({ length: ROWS * length }, (_, i) => Math.floor(i / length) * LENGTH + (i % length));
  const batch = {
    ids: Int32Array.from(places, (place) => tokens[place]),
    targets: Int32Array.from(places, (place) => tokens[place + 1]),
    counts: new Float32Array(ROWS).fill(1 / ROWS),
  };
  return { training, learningRate: 1e-4, units: ROWS * LENGTH, batch };
}

/** The weights that cases_llm.py has too. */
export const untrained = async (config: TransformerConfig): Promise<LanguageModel> => ({
  config,
  weights: firstParameters((await trainingCase(config)).training),
});

/** Agrees on the loss of the second step, which the first one has changed. */
export function trainingOf(size: Size, threads: number): Side {
  let side: Side | undefined;
  return {
    async run() {
      side ??= trainingSide(await trainingCase(sizes[size]), threads);
      await side.run();
    },
    agree: () => side?.agree() ?? Number.NaN,
  };
}

/** Losses of so many blocks under an untrained model; agrees on their mean. */
export function scoringOf(size: Size, count: number): Side {
  const config = sizes[size];
  const blocks = blocksOf(config, count);
  let model: LanguageModel | undefined;
  let losses: Float64Array = new Float64Array(0);
  return {
    async run() {
      model ??= await untrained(config);
      const { blockLosses } = await loadScoring();
      losses = await blockLosses(model, blocks);
    },
    agree: () => losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
  };
}

export const tokens = (count: number): number => count * LENGTH;
