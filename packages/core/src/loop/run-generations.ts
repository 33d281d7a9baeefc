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
}

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
 */
export async function* runGenerations<Data, Params>(
  loop: GenerationLoop<Data, Params>,
): AsyncGenerator<Generation<Data, Params>, void, void> {
  const { space, model, mitigation, samples, streams } = loop;
  const original = loop.source.sample(samples, streamAt(streams.real, 0));
  let training = original;
  const pool = mitigation.keepsPool ? [original] : undefined;
  let previous: Params | undefined;
  let absorbedAt: number | undefined;

  for (let generation = 1; generation <= loop.generations; generation++) {
    const fitting = model.fit({ data: training }, streamAt(streams.fit, generation), previous);
    const { params } = fitting instanceof Promise ? await fitting : fitting;
    if (absorbedAt === undefined && model.absorbed?.(params)) absorbedAt = generation;
    yield { generation, params, original, training, absorbedAt };
    if (generation === loop.generations) return;

    const next = generation + 1;
    const base = { count: samples };
    const request = mitigation.request?.(next, base, streamAt(streams.request, next)) ?? base;
    const sampling = model.sample(params, request, streamAt(streams.sample, generation));
    const synthetic = sampling instanceof Promise ? await sampling : sampling;
    pool?.push(synthetic);
    const history: History<Data> = { original, previous: training, synthetic, pool };
    const rng = streamAt(streams.mitigation, next);
    const onceRng = streamAt(streams.mitigation, 0);
    const freshRng = streamAt(streams.fresh, next);
    const fresh = (count: number) => loop.source.sample(count, freshRng);
    const scorer: Scorer<Data, unknown> = (loop.scorer as Scorer<Data, unknown> | undefined) ?? {};
    const preparing = mitigation.trainingSet({ generation: next, samples, history, space, fresh, params, scorer, rng, onceRng });
    training = (preparing instanceof Promise ? await preparing : preparing).data;
    previous = params;
  }
}
