import { type DataSpace, loopStreams, type Model, runGenerations, type Scorer } from '@collapse-bench/core';
import { mitigationOf } from '../catalog.js';
import type { Scenario } from '../scenario/schema.js';

/** What a mitigation makes a chain compute, in samples, relative to `replace`: no clock, so the same on every machine. */
export interface TrainingCost {
  /** Samples in the training sets of models 2, 3, ..., over those of `replace`, (generations - 1) M. */
  readonly trained: number;
  /** Samples asked of models 1, 2, ..., before the last, over those of `replace`. */
  readonly generated: number;
}

/** Data of which nothing is known but how many samples they are. */
const counting: DataSpace<number> = {
  size: (count) => count,
  concat: (parts) => parts.reduce((sum, count) => sum + count, 0),
  subset: (_parts, count) => count,
  pick: (_data, places) => places.length,
  weighted: (count) => count,
};

/** Likes every sample alike and finds all of them right. */
const impartial: Scorer<number, number> = {
  reward: (count) => new Float64Array(count),
  correct: (count) => new Uint8Array(count).fill(1),
  surprise: (_params, count) => new Float64Array(count),
  detector: () => (count) => new Float64Array(count),
};

/**
 * The cost of a mitigation, counted by sending it through the generation loop over data that are mere numbers of samples.
 * Where a training set's size depends on a judge (`verify`), the judge finds every sample right. Undefined for whole
 * populations and for chains of one model.
 */
export async function trainingCost(
  { id, ...options }: Scenario['mitigation'],
  samples: number,
  generations: number,
): Promise<TrainingCost | undefined> {
  if (!Number.isFinite(samples) || generations < 2) return undefined;
  let generated = 0;
  let trained = 0;
  const model: Model<number, number> = {
    fit: ({ data }) => ({ params: data }),
    sample: (_params, { count }) => {
      generated += count;
      return count;
    },
  };
  const loop = {
    space: counting,
    source: { sample: (count: number) => count },
    model,
    mitigation: mitigationOf(id).create(options),
    scorer: impartial,
    samples,
    generations,
    streams: loopStreams(0, 0),
  };
  for await (const { generation, training } of runGenerations(loop)) if (generation > 1) trained += training;
  const replaced = (generations - 1) * samples;
  return { trained: trained / replaced, generated: generated / replaced };
}
