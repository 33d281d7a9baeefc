import type { Scenario } from './schema.js';

/** Samples a generation as a number. Apart from loading, so that worker threads need not load what checks files. */
export function sampleCount({ samples }: Pick<Scenario, 'samples'>): number {
  return samples === 'infinite' ? Number.POSITIVE_INFINITY : samples;
}
