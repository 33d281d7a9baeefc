import type { Rng } from '../random/rng.js';

/** What is asked of a model when it generates. A mitigation may change it. */
export interface SampleRequest {
  /** Number of samples to draw: a non-negative integer, or Infinity for a population. */
  readonly count: number;
  /** Sample from p^(1/T), renormalised: below 1 sharper, above 1 flatter. Absent: 1. */
  readonly temperature?: number;
  /** Sample from the smallest set of outcomes that holds this probability (nucleus sampling). Absent: 1. */
  readonly topP?: number;
  /**
   * Whether the samples must come in random order, for mitigations that judge them place by place. Absent: in any order,
   * such as component after component, for a set has none.
   */
  readonly exchangeable?: boolean;
}

/** What a request may ask of a model beyond a count. */
export type SamplingOption = 'temperature' | 'top-p';

/** What a model is fitted to. */
export interface TrainingSet<Data> {
  readonly data: Data;
}

/** The outcome of a fit. `Params` is plain data: it survives `structuredClone`. */
export interface Fitted<Params> {
  readonly params: Params;
}

/** A learned generative model. Pure: all randomness comes in through `rng`, nothing is kept between calls. */
export interface Model<Data, Params> {
  fit(train: TrainingSet<Data>, rng: Rng, previous: Params | undefined): Fitted<Params> | Promise<Fitted<Params>>;
  /** Draws exactly `request.count` samples. */
  /** Which options of a request `sample` honours; absent: none. A scenario that needs another is refused. */
  readonly sampling?: readonly SamplingOption[];
  sample(params: Params, request: SampleRequest, rng: Rng): Data | Promise<Data>;
  /**
   * Whether the fitted model has become a point mass, from which plain resampling never returns. The loop reports the
   * first such generation as a result; it is not an error.
   */
  absorbed?(params: Params): boolean;
}

/** The real distribution p0. */
export interface Source<Data> {
  sample(count: number, rng: Rng): Data;
}
