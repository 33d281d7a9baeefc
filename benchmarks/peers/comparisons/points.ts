import { loopStreams, replace, runGenerations, streamAt, streamKey } from '@collapse-bench/core';
import { type GaussianData, type GaussianParams, gaussian } from '@collapse-bench/gaussian';
import type { Comparison, Figure, Side } from '../comparison.js';
import { standardGaussian } from './standard-gaussian.js';

const SAMPLES = 1_000_000;
const GENERATIONS = 10;

/** One generation over points: draw M from the fitted normal, fit the next one. */
export const pointsComparison: Comparison = {
  name: 'points',
  title: 'a Gaussian refitted to a million points of its own (rng.normal, mean, std(ddof=1))',
  rows: [
    {
      name: 'one generation',
      unit: 'samples',
      work: SAMPLES,
      ours: oneGeneration,
      peer: 'points',
      tolerance: 0.01,
      target: 1 / 1.1,
      note: 'the target is a time within 1.1x of theirs',
    },
    {
      name: `${GENERATIONS} generations`,
      unit: 'samples',
      work: GENERATIONS * SAMPLES,
      ours: () => {
        let params: GaussianParams | undefined;
        const run = async () => {
          for await (const generation of chain(GENERATIONS)) params = generation.params;
        };
        return { run, agree: () => params!.covariance[0] };
      },
      peer: 'points-chain',
      tolerance: 0.02,
      target: 1 / 1.1,
      note: 'ours is the generation loop that every scenario runs in',
    },
  ],
  figures: async () => [await memory()],
};

function oneGeneration(): Side {
  const { model, source } = gaussian.create(standardGaussian('points'));
  const rng = streamAt(streamKey(1, 'peers/points'), 0);
  const fit = (data: GaussianData) => (model.fit({ data }, rng, undefined) as { params: GaussianParams }).params;
  // Every run from the same model: a chain of runs would wander off, and the two sides could not be held together.
  const previous = fit(source.sample(SAMPLES, rng));
  let params = previous;
  return {
    run: () => {
      params = fit(model.sample(previous, { count: SAMPLES }, rng) as GaussianData);
    },
    agree: () => params.covariance[0],
  };
}

function chain(generations: number) {
  const { space, source, model } = gaussian.create(standardGaussian('points'));
  const mitigation = replace.create({});
  return runGenerations({ space, source, model, mitigation, samples: SAMPLES, generations, streams: loopStreams(1, 0) });
}

const LONG = 200;
const MEGABYTE = 2 ** 20;

/** Whether a chain's memory grows with its length: the peaks of its second half against those of its first. */
async function memory(): Promise<Figure> {
  const resident = new Float64Array(LONG);
  const arrays = new Float64Array(LONG);
  for await (const { generation } of chain(LONG)) {
    const usage = process.memoryUsage();
    resident[generation - 1] = usage.rss / MEGABYTE;
    arrays[generation - 1] = usage.arrayBuffers / MEGABYTE;
  }
  const half = LONG / 2;
  const set = (SAMPLES * Float64Array.BYTES_PER_ELEMENT) / MEGABYTE;
  const peaks = (values: Float64Array) =>
    [values.subarray(0, half), values.subarray(half)].map((part) => Math.max(...part).toFixed(0)).join(' and ');
  return {
    name: `growth of memory over ${LONG} generations`,
    value: Math.max(...resident.subarray(half)) - Math.max(...resident.subarray(0, half)),
    unit: 'MB',
    below: 2 * set,
    note: `peaks of generations 1-${half} and ${half + 1}-${LONG}: resident ${peaks(resident)} MB, arrays ${peaks(arrays)} MB; one data set is ${set.toFixed(1)} MB`,
  };
}
