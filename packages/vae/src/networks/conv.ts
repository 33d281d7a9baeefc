import { fanInUniform, type Parameter, parameter } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';
import { PIXELS, SIDE } from '../images.js';
import { dense, denseParameters } from './dense.js';
import type { Network } from './network.js';

/** Side of every filter. */
const FILTER = 4;
/** Sides and channels after the first and second convolution. */
const [FIRST, SECOND] = [
  { side: 14, channels: 64 },
  { side: 7, channels: 128 },
];
const MAPS = SECOND.side * SECOND.side * SECOND.channels;

/**
 * The network of the paper's released code: two convolutions (1 to 64 to 128 channels, kernel 4, stride 2, padding 1, ReLU),
 * 6272 numbers to the mean and to the log-variance, and the mirror image of it all. 647,081 parameters at 20 latents.
 */
export const conv: Network = {
  encoder: (latents) => ({
    ...filterParameters('conv1', 1, FIRST.channels, 1),
    ...filterParameters('conv2', FIRST.channels, SECOND.channels, FIRST.channels),
    ...denseParameters('mean', MAPS, latents),
    ...denseParameters('logVariance', MAPS, latents),
  }),
  // Of a transposed convolution, PyTorch's fan-in counts the channels that come out.
  decoder: (latents) => ({
    ...denseParameters('maps', latents, MAPS),
    ...filterParameters('back2', FIRST.channels, SECOND.channels, FIRST.channels, FIRST.channels),
    ...filterParameters('back1', 1, FIRST.channels, 1, 1),
  }),
  packBelow: 2 ** 13,
  encode(p, images) {
    const [batch] = images.shape;
    const seen = tf.reshape(images, [batch, SIDE, SIDE, 1]);
    const first = tf.relu(tf.add(halved(seen, p.conv1), p.conv1Bias));
    const second = tf.relu(tf.add(halved(first, p.conv2), p.conv2Bias));
    const maps = tf.reshape(second, [batch, MAPS]);
    return { mean: dense(maps, p.mean, p.meanBias), logVariance: dense(maps, p.logVariance, p.logVarianceBias) };
  },
  decode(p, latents) {
    const [batch] = latents.shape;
    const maps = tf.reshape(dense(latents, p.maps, p.mapsBias), [batch, SECOND.side, SECOND.side, SECOND.channels]);
    const back = tf.relu(tf.add(doubled(maps, p.back2, FIRST.side, FIRST.channels), p.back2Bias));
    // As rows: sums with one number are many times slower where the last axis has one element.
    return tf.add(tf.reshape(doubled(back, p.back1, SIDE, 1), [batch, PIXELS]), p.back1Bias);
  },
};

/** Filters [height, width, few, many], where `few` are the channels on the side of the image; begun as PyTorch's convolutions. */
function filterParameters<Name extends string>(
  name: Name,
  few: number,
  many: number,
  fanInChannels: number,
  biases = many,
): Record<Name | `${Name}Bias`, Parameter> {
  const initialiser = fanInUniform(fanInChannels * FILTER * FILTER);
  return {
    [name]: parameter([FILTER, FILTER, few, many], initialiser),
    [`${name}Bias`]: parameter([biases], initialiser),
  } as Record<Name | `${Name}Bias`, Parameter>;
}

const halved = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 1);

const doubled = (x: tf.Tensor, filter: tf.Tensor, side: number, channels: number) =>
  tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [x.shape[0] as number, side, side, channels], 2, 1);
