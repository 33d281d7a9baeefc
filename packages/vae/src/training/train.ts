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
import { type Images, imageCount, type NetworkId, PIXELS } from '../images.js';
import { vaeTraining } from '../networks/programs.js';
import { type BatchSource, batchSource } from './batches.js';
import { normalFiller } from './standard-normals.js';

export interface TrainingRequest {
  readonly network: NetworkId;
  readonly latents: number;
  readonly epochs: number;
  /** Images of a step; the last step of an epoch takes what is left. */
  readonly batch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Parameters before the first step. */
  readonly first: Readonly<Record<string, Float32Array>>;
}

export interface Trained {
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** Mean loss of an image over the last epoch, in nats. */
  readonly finalLoss: number;
  /** Training stopped here; `parameters` and `finalLoss` are those before this epoch. */
  readonly diverged?: Divergence;
}

/**
 * Trains by Adam on minibatches of images in an order drawn anew every epoch; an epoch takes every place once.
 *
 * @throws RangeError when there is nothing to train on, or there are not as many weights as images
 */
export async function train(images: Images, request: TrainingRequest, rng: Rng): Promise<Trained> {
  const { network, latents, batch, weightDecay, first } = request;
  const count = imageCount(images);
  if (count === 0) throw new RangeError('train: expected images to train on, found none');
  if (images.weights !== undefined && images.weights.length !== count) {
    throw new RangeError(`train: expected ${count} weights, one an image, found ${images.weights.length}`);
  }
  const training = vaeTraining({ network, latents, batch }, weightDecay);
  const key = `train/${network}/${latents}/${batch}/${weightDecay}`;
  return using(
    key,
    () => trainingProgram(training),
    stateFrom(training, first),
    async (program) => {
      const source = await batchSource(images, batch);
      try {
        return await epochs({ program, training, source, request }, rng);
      } finally {
        await source.close();
      }
    },
  );
}

/** A compiled program with what it was made of and what it is fed. */
interface Run {
  readonly program: CompiledProgram;
  readonly training: Training;
  readonly source: BatchSource;
  readonly request: TrainingRequest;
}

async function epochs(run: Run, rng: Rng): Promise<Trained> {
  const { program, training, request } = run;
  const takeEpoch = epochTaker(run);
  let good: Trained = { parameters: request.first, finalLoss: Number.NaN };
  for (let epoch = 1; epoch <= request.epochs; epoch++) {
    const { loss, steps } = await takeEpoch(epoch, rng);
    const parameters = await readParameters(training, program);
    // The last step of an epoch can spoil the parameters after its loss.
    const spoilt = Number.isFinite(loss) && !Object.values(parameters).every((numbers) => numbers.every(Number.isFinite));
    if (spoilt || !Number.isFinite(loss)) {
      return { ...good, diverged: { epoch, step: steps, loss: spoilt ? Number.NaN : loss } };
    }
    good = { parameters, finalLoss: loss };
  }
  return good;
}

/** What takes one epoch: steps taken, and the mean loss of an image; or, if a step's loss is not finite, that, and it was the last. */
function epochTaker({ program, training, source, request }: Run) {
  const { batch, latents, learningRate } = request;
  const inputs = {
    images: new Float32Array(batch * PIXELS),
    draws: new Float32Array(batch * latents),
    counts: new Float32Array(batch),
  };
  const fill = normalFiller(inputs.draws.length);
  const stepsPerEpoch = Math.ceil(source.count / batch);
  return async (epoch: number, rng: Rng): Promise<{ readonly loss: number; readonly steps: number }> => {
    const order = permutation(rng, source.count);
    let sum = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      const places = order.subarray(step * batch, (step + 1) * batch);
      await source.write(places, rng, inputs.images);
      fill(rng, inputs.draws);
      // A batch that is not full keeps images of an earlier one in its last rows, which then count nothing.
      for (let row = 0; row < batch; row++) {
        inputs.counts[row] = row < places.length ? source.weight(places[row]) / places.length : 0;
      }
      const taken = (epoch - 1) * stepsPerEpoch + step;
      const { loss } = await program.run({ ...inputs, ...scheduleInputs(training.optimizer, taken, learningRate) });
      if (!Number.isFinite(loss[0])) return { loss: loss[0], steps: step + 1 };
      sum += loss[0] * places.length;
    }
    return { loss: sum / source.count, steps: stepsPerEpoch };
  };
}
