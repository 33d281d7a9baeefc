import type { TSchema } from 'typebox';
import type { DataSpace } from './data-space.js';
import type { Metric } from './metric.js';
import type { Model, Source } from './model.js';
import type { Oracle } from './oracle.js';
import type { Problem } from './problem.js';
import type { Scorer } from './scorer.js';

/** What oracles see of a scenario. `system` and `mitigation` hold the options with their `id`. */
export interface Setting<Options = any> {
  readonly system: Options;
  readonly mitigation: { readonly id: string; readonly [option: string]: unknown };
  /** Samples a generation, M. Infinity: the whole population. */
  readonly samples: number;
  readonly generations: number;
}

/** A system made ready by its options. */
export interface SystemInstance<Data, Params, Truth> {
  readonly space: DataSpace<Data>;
  readonly source: Source<Data>;
  readonly model: Model<Data, Params>;
  readonly truth: Truth;
  /** Judges single samples; absent where nothing does. */
  readonly scorer?: Scorer<Data, Params>;
}

/** What collapse shows itself in. A system names the metric that measures it, where it has one. */
export type Aspect = 'risk' | 'variance' | 'tails' | 'modes' | 'hallucination';

/** A catalog entry: a real distribution and a model family, with its metrics and its theory. */
export interface System<Options, Data, Params, Truth> {
  readonly id: string;
  readonly summary: string;
  /** Where the paper speaks of it. */
  readonly source: string;
  /**
   * `portable`: the same bytes on every machine. `environment`: the same bytes only within one environment class
   * (native engines).
   */
  readonly determinism: 'portable' | 'environment';
  /** TypeBox schema of its options, without the id. */
  readonly options: TSchema;
  /** What the schema cannot say (a singular covariance, probabilities that do not add up); empty when all is well. */
  check(setting: Setting<Options>): readonly Problem[];
  /**
   * Largest number of samples that one generation may hold, for memory's sake: a scenario whose mitigation asks the model for
   * more (candidates to choose from, growing samples) is refused. Absent: any number.
   */
  mostSamples?(options: Options): number;
  /** Loads what `create` cannot wait for (a corpus); awaited once before it, in every worker. */
  load?(options: Options): Promise<void>;
  create(options: Options): SystemInstance<Data, Params, Truth>;
  readonly metrics: readonly Metric<Params, Truth>[];
  readonly oracles: readonly Oracle<Setting<Options>>[];
  /** Metrics that stand for the aspects of collapse, by id; `log`: the metric is the logarithm of what it stands for. */
  readonly aspects?: Readonly<Partial<Record<Aspect, { readonly metric: string; readonly log?: boolean }>>>;
}

export type AnySystem = System<any, any, any, any>;
