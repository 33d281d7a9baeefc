import type { Rng } from '@collapse-bench/core';
import type { CompiledProgram } from '@collapse-bench/tensor';
import { PIXELS } from '../images.js';
import type { ReadyProgram } from '../networks/ready-programs.js';
import { writeIntensities } from '../training/intensities.js';
import { normalFiller } from '../training/standard-normals.js';
import { type Autoencoder, latentsOf } from './autoencoder.js';

/** Rows of one call. */
const BATCH = 256;

/**
 * Mean and log-variance of q(z given x) for each image.
 *
 * @param pixels bytes, PIXELS an image
 * @returns row-major [images, latents] each
 */
export async function encode(
  autoencoder: Autoencoder,
  pixels: Uint8Array,
): Promise<{ readonly means: Float32Array; readonly logVariances: Float32Array }> {
  const count = imagesIn(pixels);
  const latents = latentsOf(autoencoder.parameters);
  const means = new Float32Array(count * latents);
  const logVariances = new Float32Array(count * latents);
  const images = new Float32Array(BATCH * PIXELS);
  await running(
    (programs) => programs.encoderOf(autoencoder, BATCH),
    async (program) => {
      for (let begin = 0; begin < count; begin += BATCH) {
        const rows = Math.min(BATCH, count - begin);
        writeIntensities(pixels, begin * PIXELS, rows * PIXELS, images, 0);
        const found = await program.run({ images });
        means.set(found.means.subarray(0, rows * latents), begin * latents);
        logVariances.set(found.logVariances.subarray(0, rows * latents), begin * latents);
      }
    },
  );
  return { means, logVariances };
}

/**
 * Means of the pixels' Bernoulli distributions.
 *
 * @param latents row-major [images, latents]
 * @returns row-major [images, PIXELS], in [0, 1]
 */
export async function decode(autoencoder: Autoencoder, latents: Float32Array): Promise<Float32Array> {
  const dimensions = latentsOf(autoencoder.parameters);
  if (latents.length % dimensions !== 0) {
    throw new RangeError(`decode: expected a multiple of ${dimensions} numbers, found ${latents.length}`);
  }
  const count = latents.length / dimensions;
  const pixels = new Float32Array(count * PIXELS);
  await decodeBatches(
    autoencoder,
    count,
    (begin, out) => out.set(latents.subarray(begin * dimensions, begin * dimensions + out.length)),
    (begin, means) => pixels.set(means, begin * PIXELS),
  );
  return pixels;
}

/**
 * Decodes `count` latents, some at a time.
 *
 * @param give writes the latents from image `begin` on into all of `out`
 * @param receive gets the means from image `begin` on, numbers that it may not keep
 */
export async function decodeBatches(
  autoencoder: Autoencoder,
  count: number,
  give: (begin: number, out: Float32Array) => void,
  receive: (begin: number, means: Float32Array) => void,
): Promise<void> {
  const latents = latentsOf(autoencoder.parameters);
  const drawn = new Float32Array(BATCH * latents);
  await running(
    (programs) => programs.decoderOf(autoencoder, BATCH),
    async (program) => {
      for (let begin = 0; begin < count; begin += BATCH) {
        const rows = Math.min(BATCH, count - begin);
        give(begin, drawn.subarray(0, rows * latents));
        const { pixels } = await program.run({ latents: drawn });
        receive(begin, (pixels as Float32Array).subarray(0, rows * PIXELS));
      }
    },
  );
}

/**
 * Evidence lower bound by one latent draw an image, in nats an image: minus the training loss (beta 1).
 *
 * @throws RangeError when there are no images
 */
export async function elbo(autoencoder: Autoencoder, pixels: Uint8Array, rng: Rng): Promise<number> {
  const count = imagesIn(pixels);
  if (count === 0) throw new RangeError('elbo: expected images, found none');
  const latents = latentsOf(autoencoder.parameters);
  const images = new Float32Array(BATCH * PIXELS);
  const draws = new Float32Array(BATCH * latents);
  const counts = new Float32Array(BATCH);
  const fill = normalFiller(draws.length);
  let sum = 0;
  await running(
    (programs) => programs.boundOf(autoencoder, BATCH),
    async (program) => {
      for (let begin = 0; begin < count; begin += BATCH) {
        const rows = Math.min(BATCH, count - begin);
        writeIntensities(pixels, begin * PIXELS, rows * PIXELS, images, 0);
        fill(rng, draws);
        counts.fill(1 / rows, 0, rows).fill(0, rows);
        const { loss } = await program.run({ images, draws, counts });
        sum += loss[0] * rows;
      }
    },
  );
  return -sum / count;
}

/**
 * How little the model expects each image, in nats: -ELBO with the mean of q(z given x) in the place of a draw. Nothing random
 * about it, but no bound of -ln p either: of a trained model some 7% below the loss of a draw.
 *
 * @param pixels bytes, PIXELS an image
 */
export async function lossesAtMean(autoencoder: Autoencoder, pixels: Uint8Array): Promise<Float64Array> {
  const count = imagesIn(pixels);
  const losses = new Float64Array(count);
  const images = new Float32Array(BATCH * PIXELS);
  const draws = new Float32Array(BATCH * latentsOf(autoencoder.parameters));
  await running(
    (programs) => programs.imageLossesOf(autoencoder, BATCH),
    async (program) => {
      for (let begin = 0; begin < count; begin += BATCH) {
        const rows = Math.min(BATCH, count - begin);
        writeIntensities(pixels, begin * PIXELS, rows * PIXELS, images, 0);
        const found = await program.run({ images, draws });
        losses.set(found.losses.subarray(0, rows), begin);
      }
    },
  );
  return losses;
}

function imagesIn(pixels: Uint8Array): number {
  if (pixels.length % PIXELS !== 0) throw new RangeError(`expected a multiple of ${PIXELS} pixels, found ${pixels.length}`);
  return pixels.length / PIXELS;
}

/** The engine and TensorFlow.js are only loaded here: a process that trains nothing should not wait for them. */
async function running(
  choose: (programs: typeof import('../networks/ready-programs.js')) => ReadyProgram,
  use: (program: CompiledProgram) => Promise<void>,
): Promise<void> {
  const [{ using }, programs] = await Promise.all([import('@collapse-bench/tensor'), import('../networks/ready-programs.js')]);
  const { key, make, state } = choose(programs);
  await using(key, make, state, use);
}
