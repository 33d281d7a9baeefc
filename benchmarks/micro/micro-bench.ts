/** What a benchmark is limited by, so which calibration kernel its speed is held against. */
export type Bound = 'arithmetic' | 'memory' | 'allocation';

/** One measured piece of code. */
export interface MicroBench {
  /** Stable: baselines refer to it. */
  readonly id: string;
  /** What is counted, e.g. `samples`. */
  readonly unit: string;
  /** Units done by one call of `run`. */
  readonly work: number;
  readonly bound: Bound;
  readonly run: () => void | Promise<void>;
}

/** Something that cannot be optimised away: every benchmark leaves a number here. */
export const sink = { value: 0 };
