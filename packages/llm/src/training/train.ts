import { type Divergence, permutation, type Rng } from '@collapse-bench/core';
import {
  type CompiledProgram,
  readParameters,
  scheduleInputs,
  stateFrom,
  type Training,
  trainingProgram,
  using,
} from '@collapse-bench/tensor';
import { documentCount, type TokenBlocks } from '@collapse-bench/text';
import type { LanguageModel } from '../architecture/config.js';
import { blockLength } from '../scoring/block-length.js';
import { blockLosses } from '../scoring/block-losses.js';
import { trainedRows } from '../scoring/rows-at-once.js';
import { notYet } from './accumulating.js';
import { type Batches, batches } from './batches.js';
import { learningRateOf, type Schedule } from './learning-rate.js';
import { trainingStep } from './training-step.js';

export interface TrainingRequest {
  readonly epochs: number;
  /** Blocks of a step; the last step of an epoch takes what is left. */
  readonly batch: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  readonly weightDecay: number;
  /** Largest global norm of a step's gradients; absent: they are taken as they are. */
  readonly clipNorm?: number;
  /** Whether numbers are dropped with the configuration's probability. */
  readonly dropout: boolean;
}

export interface Trained {
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** Mean -ln p of a token while training, in nats, of each finished epoch. */
  readonly losses: readonly number[];
  /** The same of the validation blocks after each finished epoch; empty without them. */
  readonly validationLosses: readonly number[];
  /** The epoch that `weights` are from: of the lowest validation loss, or the last one; 1 is the first, 0 none. */
  readonly bestEpoch: number;
  /** Training stopped here, and `weights` are the best of the epochs before. */
  readonly diverged?: Divergence;
}

/**
 * Fine-tunes a language model by AdamW on minibatches of blocks in an order drawn anew every epoch; an epoch takes every block
 * once. With validation blocks the epoch that is best on them is kept, as in the paper.
 *
 * @param blocks documents of one length; `weights`, if there are any, say how much each counts
 * @throws RangeError when there is nothing to train on, or the model cannot read the blocks (`blockLength`)
 */
export async function train(
  model: LanguageModel,
  blocks: TokenBlocks,
  validation: TokenBlocks | undefined,
  request: TrainingRequest,
  rng: Rng,
): Promise<Trained> {
  const { config, weights } = model;
  const { weightDecay, clipNorm, dropout } = request;
  const length = blockLength(config, blocks) - 1;
  if (validation !== undefined) blockLength(config, validation);
  const batch = Math.min(request.batch, documentCount(blocks));
  // The norm is that of the whole batch's gradients.
  const rows = clipNorm === undefined ? trainedRows(config, length, batch) : batch;
  const shape = { config, rows, length, inParts: rows < batch, weightDecay, clipNorm, dropout: dropout && config.dropout > 0 };
  const training = trainingStep(shape);
  return using(
    `llm/train/${JSON.stringify(shape)}`,
    () => trainingProgram(training),
    stateFrom(training, weights),
    (program) => epochs({ model, program, training, source: batches(blocks, training, batch, rows), validation, request }, rng),
  );
}

/** A compiled program with what it was made of and what it is fed. */
interface Run {
  readonly model: LanguageModel;
  readonly program: CompiledProgram;
  readonly training: Training;
  readonly source: Batches;
  readonly validation: TokenBlocks | undefined;
  readonly request: TrainingRequest;
}

async function epochs(run: Run, rng: Rng): Promise<Trained> {
  const { model, program, training, validation, request } = run;
  let best: Pick<Trained, 'weights' | 'bestEpoch'> = { weights: model.weights, bestEpoch: 0 };
  let lowest = Number.POSITIVE_INFINITY;
  const losses: number[] = [];
  const validationLosses: number[] = [];
  for (let epoch = 1; epoch <= request.epochs; epoch++) {
    const { loss, steps } = await takeEpoch(run, epoch, rng);
    const diverged = (found: number): Trained => ({
      ...best,
      losses,
      validationLosses,
      diverged: { epoch, step: steps, loss: found },
    });
    if (!Number.isFinite(loss)) return diverged(loss);
    const weights = await readParameters(training, program);
    // The last step of an epoch can spoil the weights after its loss.
    if (!Object.values(weights).every((numbers) => numbers.every(Number.isFinite))) return diverged(Number.NaN);
    const held = validation && (await meanLoss({ config: model.config, weights }, validation));
    if (held !== undefined && !Number.isFinite(held)) return diverged(held);
    losses.push(loss);
    if (held !== undefined) validationLosses.push(held);
    if (held === undefined || held < lowest) {
      best = { weights, bestEpoch: epoch };
      lowest = held ?? lowest;
    }
  }
  return { ...best, losses, validationLosses };
}

async function meanLoss(model: LanguageModel, blocks: TokenBlocks): Promise<number> {
  const losses = await blockLosses(model, blocks);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Steps taken, and the mean loss of a token; or, if a step's loss is not finite, that, and it was the last. */
async function takeEpoch(
  { program, training, source, request }: Run,
  epoch: number,
  rng: Rng,
): Promise<{ readonly loss: number; readonly steps: number }> {
  const order = permutation(rng, source.count);
  const rate = learningRateOf(request, epoch);
  let sum = 0;
  for (let step = 0; step < source.stepsPerEpoch; step++) {
    const scheduled = scheduleInputs(training.optimizer, (epoch - 1) * source.stepsPerEpoch + step, rate);
    const places = source.placesOf(order, step);
    let loss = 0;
    for (let part = 0; part * source.rows < places.length; part++) {
      const last = (part + 1) * source.rows >= places.length;
      const outputs = await program.run({ ...source.fill(places, part, rng), ...(last ? scheduled : notYet(scheduled)) });
      loss += outputs.loss[0];
    }
    if (!Number.isFinite(loss)) return { loss, steps: step + 1 };
    sum += loss * places.length;
  }
  return { loss: sum / source.count, steps: source.stepsPerEpoch };
}
