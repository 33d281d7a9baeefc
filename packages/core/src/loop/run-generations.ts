import type { DataSpace } from '../contracts/data-space.js';
import type { History, Mitigation } from '../contracts/mitigation.js';
import type { Model, Source } from '../contracts/model.js';
import type { Scorer } from '../contracts/scorer.js';
import { type StreamKey, streamAt, streamKey } from '../random/streams.js';

export interface GenerationLoop<Data, Params> {
  readonly space: DataSpace<Data>;
  readonly source: Source<Data>;
  readonly model: Model<Data, Params>;
  readonly mitigation: Mitigation<Data>;
  /** The system's judge of single samples, for mitigations that need one. */
  readonly scorer?: Scorer<Data, Params> | undefined;
  /** Samples a generation, M; Infinity for whole populations. */
  readonly samples: number;
  /** Number of fits. */
  readonly generations: number;
  readonly streams: LoopStreams;
  /**
   * Go on after this generation, which a loop with the same arguments has yielded, instead of starting with real data. What
   * follows is what followed there: every draw is keyed by its generation. Absent: start.
   */
  readonly resume?: Generation<Data, Params> | undefined;
}

/** One model with all that the loop needs to go on after it. Plain data where `Data` and `Params` are. */
export interface Generation<Data, Params> {
  /** Number of fits since the real data: 1 is the model fitted to real data. */
  readonly generation: number;
  readonly params: Params;
  /** The real data that model 1 was fitted to. */
  readonly original: Data;
  /** What this model was fitted to. */
  readonly training: Data;
  /** First generation at which the model was absorbed, if it was by now. */
  readonly absorbedAt: number | undefined;
  /** The original data and everything generated before this model, one part a generation; only for mitigations that keep it. */
  readonly pool: readonly Data[] | undefined;
}

/**
 * One key for each kind of draw. Generations index into a key, so no draw of one generation shifts another; labels
 * leave the mitigation out, so scenarios with one seed share real data (common random numbers).
 */
export interface LoopStreams {
  readonly real: StreamKey;
  readonly fresh: StreamKey;
  readonly fit: StreamKey;
  readonly sample: StreamKey;
  readonly request: StreamKey;
  readonly mitigation: StreamKey;
}

/** The loop's streams for one replicate of one suite seed. */
export function loopStreams(seed: number, replicate: number): LoopStreams {
  const key = (purpose: string) => streamKey(seed, `replicate=${replicate}/${purpose}`);
  return {
    real: key('real'),
    fresh: key('fresh'),
    fit: key('fit'),
    sample: key('sample'),
    request: key('request'),
    mitigation: key('mitigation'),
  };
}

/**
 * Learning with generational data (Shumailov et al., Section 4): fit, generate, mix, fit again. Yields every model in
 * turn; the one loop that every system runs in. Keeps the original data, the last training set and the last synthetic
 * data, and the whole pool only for mitigations that ask for it.
 *
 * @throws RangeError where `resume` has no pool and the mitigation needs one
 */
export async function* runGenerations<Data, Params>(
  loop: GenerationLoop<Data, Params>,
): AsyncGenerator<Generation<Data, Params>, void, void> {
  const { resume, model, streams } = loop;
  if (resume !== undefined && loop.mitigation.keepsPool && resume.pool === undefined) {
    throw new RangeError(`expected generation ${resume.generation} with its pool to go on from, found none`);
  }
  let last = resume;
  const original = resume?.original ?? loop.source.sample(loop.samples, streamAt(streams.real, 0));
  let training = original;
  let pool = loop.mitigation.keepsPool ? (resume?.pool ?? [original]) : undefined;
  for (let generation = (last?.generation ?? 0) + 1; generation <= loop.generations; generation++) {
    // Only where there is a promise: an await for nothing takes longer than a small system's whole generation.
    if (last !== undefined) {
      const sampling = generate(loop, last);
      const synthetic = sampling instanceof Promise ? await sampling : sampling;
      pool = pool && [...pool, synthetic];
      const preparing = mix(loop, last, synthetic, pool);
      training = (preparing instanceof Promise ? await preparing : preparing).data;
    }
    const fitting = model.fit({ data: training }, streamAt(streams.fit, generation), last?.params);
    const { params } = fitting instanceof Promise ? await fitting : fitting;
    const absorbedAt: number | undefined = last?.absorbedAt ?? (model.absorbed?.(params) ? generation : undefined);
    last = { generation, params, original, training, absorbedAt, pool };
    yield last;
  }
}

/** What the last model is asked for, to train the next. */
function generate<Data, Params>(loop: GenerationLoop<Data, Params>, { generation, params }: Generation<Data, Params>) {
  const next = generation + 1;
  const base = { count: loop.samples };
  const request = loop.mitigation.request?.(next, base, streamAt(loop.streams.request, next)) ?? base;
  return loop.model.sample(params, request, streamAt(loop.streams.sample, generation));
}

/** What the next model is fitted to. */
function mix<Data, Params>(
  { source, space, samples, mitigation, streams, scorer: judge }: GenerationLoop<Data, Params>,
  { original, training, params, generation: done }: Generation<Data, Params>,
  synthetic: Data,
  pool: readonly Data[] | undefined,
) {
  const generation = done + 1;
  const history: History<Data> = { original, previous: training, synthetic, pool };
  const rng = streamAt(streams.mitigation, generation);
  const onceRng = streamAt(streams.mitigation, 0);
  const freshRng = streamAt(streams.fresh, generation);
  const fresh = (count: number) => source.sample(count, freshRng);
  const scorer: Scorer<Data, unknown> = (judge as Scorer<Data, unknown> | undefined) ?? {};
  return mitigation.trainingSet({ generation, samples, history, space, fresh, params, scorer, rng, onceRng });
}
