import { permutation, type Rng } from '@collapse-bench/core';
import {
  adam,
  compile,
  cosineSchedule,
  initialState,
  packSmall,
  readParameters,
  scheduleInputs,
  softmaxCrossEntropy,
  type Training,
  trainingProgram,
} from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { PIXELS } from '../images.js';
import type { LabelledImages } from '../mnist/read-mnist.js';
import { writeIntensities } from '../training/intensities.js';
import { forward, imageBatch, parameters } from './network.js';

export interface ClassifierTraining {
  readonly epochs: number;
  readonly batch: number;
  /** Adam's; falls to 0 along half a cosine wave after a tenth of the steps. */
  readonly learningRate: number;
}

/**
 * The classifier's parameters after training by cross-entropy, each epoch in a new order; what is over after the last whole batch
 * of an epoch is left out. One thread: the same parameters again on the same machine.
 *
 * @returns by name; shapes in `parameters` of network.ts
 * @throws RangeError when there are fewer images than a batch, or other than one label an image
 */
export async function trainClassifier(
  { pixels, labels }: LabelledImages,
  { epochs, batch, learningRate }: ClassifierTraining,
  rng: Rng,
): Promise<Record<string, Float32Array>> {
  const count = labels.length;
  if (pixels.length !== count * PIXELS) {
    throw new RangeError(`expected ${PIXELS} bytes a label, found ${pixels.length} bytes and ${count} labels`);
  }
  if (count < batch) throw new RangeError(`expected at least a batch of ${batch} images, found ${count}`);
  const training = trainingOf(batch);
  const program = await compile(trainingProgram(training), initialState({ ...training, parameters }, rng));
  const images = new Float32Array(batch * PIXELS);
  const targets = new Int32Array(batch);
  const perEpoch = Math.floor(count / batch);
  const steps = epochs * perEpoch;
  const schedule = { peak: learningRate, final: 0, warmUp: Math.floor(steps / 10), steps };
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = permutation(rng, count);
      for (let place = 0; place < perEpoch; place++) {
        for (let i = 0; i < batch; i++) {
          const from = order[place * batch + i];
          writeIntensities(pixels, from * PIXELS, PIXELS, images, i * PIXELS);
          targets[i] = labels[from];
        }
        const step = epoch * perEpoch + place;
        const scalars = scheduleInputs(training.optimizer, step, cosineSchedule(schedule, step));
        await program.run({ images, labels: targets, ...scalars });
      }
    }
    return await readParameters(training, program);
  } finally {
    await program.dispose();
  }
}

const trainingOf = (batch: number): Training => ({
  parameters,
  inputs: { images: imageBatch(batch), labels: { shape: [batch], type: 'int32' } },
  optimizer: adam(),
  packing: packSmall(parameters, 2 ** 13),
  loss: (p, { images, labels }) => tf.mean(softmaxCrossEntropy(forward(p, images).logits, labels)),
});
