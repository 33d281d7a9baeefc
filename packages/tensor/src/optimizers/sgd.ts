import * as tf from '@tensorflow/tfjs';
import { checkOption, type Optimizer } from './optimizer.js';

export interface SgdOptions {
  readonly momentum: number;
  /** Look ahead by the momentum; needs momentum. */
  readonly nesterov: boolean;
  /** Coefficient of the parameter in its own gradient. */
  readonly weightDecay: number;
}

const BUFFER = 'momentum';

/**
 * Stochastic gradient descent as `torch.optim.SGD` without dampening, and with its defaults:
 * g = gradient + weightDecay p; b' = momentum b + g; p' = p - learningRate (nesterov ? g + momentum b' : b').
 *
 * @throws RangeError for options out of range, or nesterov without momentum
 */
export function sgd({ momentum = 0, nesterov = false, weightDecay = 0 }: Partial<SgdOptions> = {}): Optimizer {
  checkOption('momentum', momentum, 0, 1);
  checkOption('weightDecay', weightDecay, 0, Number.POSITIVE_INFINITY);
  if (nesterov && momentum === 0) throw new RangeError('expected momentum above 0 with nesterov, found 0');
  return {
    slots: momentum === 0 ? [] : [{ name: BUFFER, torch: { name: 'momentum_buffer', scale: 1 } }],
    scalars: ['learningRate'],
    scalarsAt: (_, learningRate) => ({ learningRate }),
    update(parameter, gradient, slots, { learningRate }) {
      const pull = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(parameter, weightDecay));
      const next: Record<string, tf.Tensor> = momentum === 0 ? {} : { [BUFFER]: tf.add(tf.mul(slots[BUFFER], momentum), pull) };
      const smooth = next[BUFFER] ?? pull;
      const direction = nesterov ? tf.add(pull, tf.mul(smooth, momentum)) : smooth;
      return { parameter: tf.sub(parameter, tf.mul(direction, learningRate)), slots: next };
    },
  };
}
