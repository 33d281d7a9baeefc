import type { TSchema } from 'typebox';
import type { Rng } from '../random/rng.js';
import type { Capability } from './capability.js';
import type { DataSpace } from './data-space.js';
import type { SampleRequest, TrainingSet } from './model.js';
import type { Problem } from './problem.js';
import type { Scorer } from './scorer.js';

/** The data that exist when the training set of generation k + 1 is put together. */
export interface History<Data> {
  /** The real data that model 1 was fitted to. */
  readonly original: Data;
  /** The training set of model k. */
  readonly previous: Data;
  /** What model k has just generated. */
  readonly synthetic: Data;
  /**
   * The original data and everything generated since, one part a generation, `synthetic` last; only for mitigations
   * with `keepsPool`. Parts, so that drawing from the pool costs nothing that grows with it but memory.
   */
  readonly pool: readonly Data[] | undefined;
}

export interface MitigationContext<Data, Params = unknown> {
  /** The generation whose training set is wanted: 2, 3, ... */
  readonly generation: number;
  /** Samples a generation, M, as the scenario states it. */
  readonly samples: number;
  readonly history: History<Data>;
  readonly space: DataSpace<Data>;
  /** New draws from the real distribution, for mitigations that get fresh real data. */
  fresh(count: number): Data;
  /** The model that has just generated `history.synthetic`. */
  readonly params: Params;
  /** The system's judge of single samples; what `needs` names is there. */
  readonly scorer: Scorer<Data, Params>;
  /** The random stream of `generation`. */
  readonly rng: Rng;
  /** A stream of its own that is the same in every generation (for choices made once). */
  readonly onceRng: Rng;
}

/** How the training set of the next generation is made. Pure, like a model. */
export interface Mitigation<Data> {
  /** What it needs of the system; a scenario whose system cannot do it is refused before anything runs. */
  readonly needs: readonly Capability[];
  /** Needs `History.pool`; without it the loop keeps nothing but the last generation. */
  readonly keepsPool: boolean;
  /** Changes what model k is asked for when generation k + 1 is prepared. `base.count` is M. */
  request?(generation: number, base: SampleRequest, rng: Rng): SampleRequest;
  /** A promise where a judge takes its time. */
  trainingSet(context: MitigationContext<Data>): TrainingSet<Data> | Promise<TrainingSet<Data>>;
  /**
   * Expected number of distinct real samples used for training after model 1, up to and including `generation`:
   * the price of the mitigation. `samples` is M.
   */
  realSamplesUsed(generation: number, samples: number): number;
  /**
   * Expected number of distinct real samples that only choose or weigh training data, up to and including `generation`: real
   * selection data, a price of its own, for none of them is trained on after model 1. Absent: none. What a judge knows of
   * p0 itself (rewards, correctness) is no number of samples and is not in it.
   */
  selectionSamplesUsed?(generation: number, samples: number): number;
}

/** A catalog entry: how a mitigation is named, explained, validated and made. */
export interface MitigationDefinition {
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
  /** Where it comes from, with the arXiv number. */
  readonly source: string;
  /** TypeBox schema of its options, without the id. */
  readonly options: TSchema;
  /** What the schema cannot say; pointers are below the mitigation. Absent: nothing. */
  check?(options: any): readonly Problem[];
  create(options: any): Mitigation<any>;
}
