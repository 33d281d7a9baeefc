import { type Program, using } from '@collapse-bench/tensor';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import * as tf from '@tensorflow/tfjs';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { blockLength } from './block-length.js';
import { scoredRows } from './rows-at-once.js';
import { tokenLosses } from './token-losses.js';

export interface ScoringRequest {
  /** Tokens at the beginning of each block that are context and not scored, at least 1, which is the default. */
  readonly from?: number;
}

/**
 * Mean -ln p of a token of each block given those before it, in nats; e to that is the block's perplexity, e to the mean of
 * all (blocks are equally long) the corpus's. The first `from` tokens are context alone.
 *
 * @param blocks documents of one length
 * @returns Float64Array[documents]
 * @throws RangeError when there are no blocks, the model cannot read them (`blockLength`), or nothing is left to score
 */
export async function blockLosses(
  { config, weights }: LanguageModel,
  blocks: TokenBlocks,
  { from = 1 }: ScoringRequest = {},
): Promise<Float64Array> {
  const length = blockLength(config, blocks);
  if (!(Number.isInteger(from) && from >= 1 && from < length)) {
    throw new RangeError(`expected context of 1 to ${length - 1} tokens, found ${from}`);
  }
  const count = documentCount(blocks);
  const rows = scoredRows(config, length - 1, count);
  const shape = { config, rows, length, scored: length - from };
  return using(
    `llm/score/${JSON.stringify(shape)}`,
    () => scoringProgram(shape),
    weights,
    async (program) => {
      const losses = new Float64Array(count);
      const ids = new Int32Array(rows * (length - 1));
      const targets = new Int32Array(rows * shape.scored);
      for (let first = 0; first < count; first += rows) {
        // Rows after the last block keep earlier tokens; nobody reads their losses.
        const filled = Math.min(rows, count - first);
        for (let row = 0; row < filled; row++) {
          const begin = blocks.offsets[first + row];
          ids.set(blocks.tokens.subarray(begin, begin + length - 1), row * (length - 1));
          targets.set(blocks.tokens.subarray(begin + from, begin + length), row * shape.scored);
        }
        const { means } = await program.run({ ids, targets });
        losses.set(means.subarray(0, filled), first);
      }
      return losses;
    },
  );
}

interface ScoringShape {
  readonly config: TransformerConfig;
  readonly rows: number;
  readonly length: number;
  readonly scored: number;
}

/** Tokens, [rows, length - 1], and the `scored` last of [1, length], to `means`, [rows]; state: the model's weights. */
function scoringProgram({ config, rows, length, scored }: ScoringShape): Program {
  const state = Object.entries(parametersOf(config)).map(([name, { shape }]) => [name, { shape, type: 'float32' as const }]);
  return {
    state: Object.fromEntries(state),
    inputs: {
      ids: { shape: [rows, length - 1], type: 'int32' },
      targets: { shape: [rows, scored], type: 'int32' },
    },
    step: (p, { ids, targets }) => ({ state: p, outputs: { means: tf.mean(tokenLosses(config, p, ids, targets), 1) } }),
  };
}
