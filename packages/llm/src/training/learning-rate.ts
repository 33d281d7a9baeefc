import { cosineSchedule } from '@collapse-bench/tensor';

/** How the learning rate falls from epoch to epoch. */
export type Schedule =
  | 'constant'
  | {
      /** Down half a cosine wave, to a rate that the epoch after the last would have. */
      readonly cosine: { readonly minimum: number };
    };

/**
 * Learning rate of a whole epoch. Cosine: minimum + (rate - minimum) (1 + cos(pi (epoch - 1) / epochs)) / 2, as PyTorch's
 * `CosineAnnealingLR` with T_max = epochs, stepped once an epoch, which is what the paper's code does.
 *
 * @param epoch 1 is the first
 */
export function learningRateOf(
  { schedule, learningRate, epochs }: { readonly schedule: Schedule; readonly learningRate: number; readonly epochs: number },
  epoch: number,
): number {
  if (schedule === 'constant') return learningRate;
  return cosineSchedule({ peak: learningRate, final: schedule.cosine.minimum, warmUp: 0, steps: epochs }, epoch - 1);
}
