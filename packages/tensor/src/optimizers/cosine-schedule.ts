import { cospi } from '@collapse-bench/core';

export interface CosineSchedule {
  /** The highest learning rate. */
  readonly peak: number;
  /** The rate from step `steps` on. */
  readonly final: number;
  /** Steps before the peak, with rates on a line. */
  readonly warmUp: number;
  /** Steps in all. */
  readonly steps: number;
}

/**
 * Learning rate of a step: up a line during warm-up, peak (step + 1) / (warmUp + 1), then down half a cosine wave,
 * final + (peak - final) (1 + cos(pi (step - warmUp) / (steps - warmUp))) / 2, then `final`. In PyTorch: SequentialLR of
 * LinearLR(start_factor = 1 / (warmUp + 1)) and CosineAnnealingLR.
 *
 * @param step steps taken before this one: 0 at first
 * @throws RangeError unless 0 <= warmUp < steps
 */
export function cosineSchedule({ peak, final, warmUp, steps }: CosineSchedule, step: number): number {
  if (!(warmUp >= 0 && warmUp < steps)) throw new RangeError(`expected warmUp of [0, steps = ${steps}), found ${warmUp}`);
  if (step < warmUp) return (peak * (step + 1)) / (warmUp + 1);
  if (step >= steps) return final;
  return final + ((peak - final) * (1 + cospi((step - warmUp) / (steps - warmUp)))) / 2;
}
