import { type AnySystem, accumulate, loopStreams, type Mitigation, replace, runGenerations } from '@collapse-bench/core';
import { discrete } from '@collapse-bench/discrete';
import { gaussian } from '@collapse-bench/gaussian';
import type { Bound, MicroBench } from './micro-bench.js';

const normal = (representation: string, dimension: number) => ({
  id: 'gaussian',
  dimension,
  ddof: 1,
  representation,
  real: {
    kind: 'normal',
    mean: new Array(dimension).fill(0),
    covariance: Array.from({ length: dimension }, (_, i) => Array.from({ length: dimension }, (_, j) => (i === j ? 1 : 0))),
  },
  approximation: { kind: 'exact' },
});

const uniform = (representation: string) => ({ id: 'discrete', representation, real: { kind: 'uniform', states: 100 } });

/** Generations a second of every system. */
export function systemBenches(): MicroBench[] {
  return [
    chain('gaussian-statistics', gaussian, normal('sufficient-statistics', 1), replace.create({}), 1e7, 500, 'arithmetic'),
    chain(
      'gaussian-statistics-accumulate',
      gaussian,
      normal('sufficient-statistics', 1),
      accumulate.create({ keepReal: true }),
      1e7,
      500,
      'arithmetic',
    ),
    chain('gaussian-statistics-8', gaussian, normal('sufficient-statistics', 8), replace.create({}), 1e7, 50, 'arithmetic'),
    chain('gaussian-points', gaussian, normal('points', 1), replace.create({}), 1e5, 5, 'arithmetic'),
    chain('discrete-counts', discrete, uniform('sufficient-statistics'), replace.create({}), 1e9, 50, 'arithmetic'),
    chain('discrete-points', discrete, uniform('points'), replace.create({}), 1e5, 5, 'arithmetic'),
  ];
}

function chain(
  id: string,
  system: AnySystem,
  options: unknown,
  mitigation: Mitigation<any>,
  samples: number,
  generations: number,
  bound: Bound,
): MicroBench {
  const { space, source, model } = system.create(options);
  const streams = loopStreams(1, 0);
  return {
    id: `system/${id}`,
    unit: 'generations',
    work: generations,
    bound,
    run: async () => {
      const loop = { space, source, model, mitigation, samples, generations, streams };
      for await (const _ of runGenerations(loop));
    },
  };
}
