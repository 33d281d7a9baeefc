import { pow } from '@collapse-bench/core';
import * as tf from '@tensorflow/tfjs';
import { checkOption, type Optimizer } from './optimizer.js';

export interface AdamOptions {
  /** Decay of the mean of gradients. */
  readonly beta1: number;
  /** Decay of the mean of squared gradients. */
  readonly beta2: number;
  /** Added to the root of the corrected mean square. */
  readonly epsilon: number;
  readonly weightDecay: number;
}

const MEAN = 'mean';
const SQUARE = 'square';

/**
 * Adam (Kingma and Ba 2015) as `torch.optim.Adam`, and with its defaults; weight decay adds weightDecay p to the gradient.
 *
 * The slots are PyTorch's `exp_avg` / (1 - beta1) and `exp_avg_sq` / (1 - beta2), and the scalars carry those factors, both
 * bias corrections and the rate: m' = beta1 m + g; s' = beta2 s + g^2; p' = p - a m' / (sqrt(s') + e). These are 10 operations
 * on each element, where the textbook's order has 14.
 *
 * @throws RangeError for options out of range
 */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: Partial<AdamOptions> = {}): Optimizer {
  checkOptions({ beta1, beta2, epsilon, weightDecay });
  return {
    ...slotsOf(beta1, beta2),
    scalars: ['stepSize', 'epsilon'],
    scalarsAt: (step, learningRate) => corrected({ beta1, beta2, epsilon }, step, learningRate),
    update(parameter, gradient, slots, { stepSize, epsilon: added }) {
      const pull = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(parameter, weightDecay));
      const { mean, square, direction } = moments(pull, slots, stepSize, added, beta1, beta2);
      return { parameter: tf.sub(parameter, direction), slots: { [MEAN]: mean, [SQUARE]: square } };
    },
  };
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) as `torch.optim.AdamW`, and with its defaults:
 * p' = (1 - learningRate weightDecay) p - a m' / (sqrt(s') + e); slots as `adam`'s.
 *
 * @throws RangeError for options out of range
 */
export function adamW({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 }: Partial<AdamOptions> = {}): Optimizer {
  checkOptions({ beta1, beta2, epsilon, weightDecay });
  return {
    ...slotsOf(beta1, beta2),
    scalars: ['stepSize', 'epsilon', 'kept'],
    scalarsAt: (step, learningRate) => ({
      ...corrected({ beta1, beta2, epsilon }, step, learningRate),
      kept: 1 - learningRate * weightDecay,
    }),
    update(parameter, gradient, slots, { stepSize, epsilon: added, kept }) {
      const { mean, square, direction } = moments(gradient, slots, stepSize, added, beta1, beta2);
      const shrunk = weightDecay === 0 ? parameter : tf.mul(parameter, kept);
      return { parameter: tf.sub(shrunk, direction), slots: { [MEAN]: mean, [SQUARE]: square } };
    },
  };
}

function checkOptions({ beta1, beta2, epsilon, weightDecay }: AdamOptions): void {
  checkOption('beta1', beta1, 0, 1);
  checkOption('beta2', beta2, 0, 1);
  checkOption('epsilon', epsilon, 0, Number.POSITIVE_INFINITY);
  checkOption('weightDecay', weightDecay, 0, Number.POSITIVE_INFINITY);
}

const slotsOf = (beta1: number, beta2: number): Pick<Optimizer, 'slots'> => ({
  slots: [
    { name: MEAN, torch: { name: 'exp_avg', scale: 1 - beta1 } },
    { name: SQUARE, torch: { name: 'exp_avg_sq', scale: 1 - beta2 } },
  ],
});

/**
 * PyTorch's step is rate / c1 (1 - beta1) m / (r sqrt(s) + epsilon), where c_i = 1 - beta_i^t and r^2 = (1 - beta2) / c2;
 * here r is divided out.
 */
function corrected(
  { beta1, beta2, epsilon }: Omit<AdamOptions, 'weightDecay'>,
  step: number,
  learningRate: number,
): { stepSize: number; epsilon: number } {
  const root = Math.sqrt((1 - beta2) / (1 - pow(beta2, step + 1)));
  return { stepSize: (learningRate * (1 - beta1)) / ((1 - pow(beta1, step + 1)) * root), epsilon: epsilon / root };
}

function moments(
  gradient: tf.Tensor,
  slots: Readonly<Record<string, tf.Tensor>>,
  stepSize: tf.Tensor,
  epsilon: tf.Tensor,
  beta1: number,
  beta2: number,
) {
  const mean = tf.add(tf.mul(slots[MEAN], beta1), gradient);
  const square = tf.add(tf.mul(slots[SQUARE], beta2), tf.square(gradient));
  return { mean, square, direction: tf.div(tf.mul(mean, stepSize), tf.add(tf.sqrt(square), epsilon)) };
}
