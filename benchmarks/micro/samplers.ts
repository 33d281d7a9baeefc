import {
  binomial,
  chiSquare,
  createAliasTable,
  fillNormal,
  gamma,
  hypergeometric,
  multinomial,
  sampleWithoutReplacement,
  streamAt,
  streamKey,
  uniform,
  weightedChoice,
  wishart,
} from '@collapse-bench/core';
import { type MicroBench, sink } from './micro-bench.js';

/** Samples a second of every sampler. */
export function samplerBenches(): MicroBench[] {
  const rng = streamAt(streamKey(1, 'micro'), 0);
  const block = new Float64Array(100_000);
  const probabilities = new Float64Array(1000).fill(1 / 1000);
  const counts = new Float64Array(1000);
  const table = createAliasTable(probabilities);
  const dimension = 8;
  const factor = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) factor[i * (dimension + 1)] = 1;
  const scatter = new Float64Array(dimension * dimension);
  const scratch = new Float64Array(dimension * dimension);

  const scalar = (id: string, draw: () => number): MicroBench => ({
    id: `sampler/${id}`,
    unit: 'samples',
    work: 5000,
    bound: 'arithmetic',
    run: () => {
      let sum = 0;
      for (let i = 0; i < 5000; i++) sum += draw();
      sink.value = sum;
    },
  });

  return [
    { id: 'sampler/normal', unit: 'samples', work: block.length, bound: 'arithmetic', run: () => fillNormal(rng, block, 0, 1) },
    scalar('uniform', () => uniform(rng)),
    scalar('gamma', () => gamma(rng, 2.5)),
    scalar('chi-square-1e7', () => chiSquare(rng, 1e7)),
    scalar('binomial-1e9', () => binomial(rng, 1e9, 0.3)),
    scalar('binomial-small', () => binomial(rng, 30, 0.1)),
    scalar('hypergeometric', () => hypergeometric(rng, 1e6, 2e6, 1000)),
    scalar('weighted-choice', () => weightedChoice(rng, table)),
    {
      id: 'sampler/multinomial-1e9',
      unit: 'states',
      work: counts.length,
      bound: 'arithmetic',
      run: () => multinomial(rng, 1e9, probabilities, counts),
    },
    {
      id: 'sampler/wishart-8',
      unit: 'matrices',
      work: 200,
      bound: 'arithmetic',
      run: () => {
        for (let i = 0; i < 200; i++) wishart(rng, 99, factor, dimension, scatter, scratch);
      },
    },
    {
      id: 'sampler/subset',
      unit: 'samples',
      work: 10_000,
      bound: 'memory',
      run: () => {
        sink.value = sampleWithoutReplacement(rng, 100_000, 10_000)[0];
      },
    },
  ];
}
