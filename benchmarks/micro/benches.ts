import { fileURLToPath } from 'node:url';
import type { MicroBench } from './micro-bench.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What is measured, by the first word of its id; loaded one by one, for start-up is most of a benchmark's time. */
const groups: Readonly<Record<string, () => Promise<MicroBench[]>>> = {
  sampler: async () => (await import('./samplers.js')).samplerBenches(),
  system: async () => (await import('./systems.js')).systemBenches(),
  harness: async () => (await import('./harness.js')).harnessBenches(root),
};

/** Ids of everything that is measured. */
export async function benchIds(): Promise<string[]> {
  const benches = await Promise.all(Object.values(groups).map((group) => group()));
  return benches.flat().map(({ id }) => id);
}

/** @throws RangeError when there is no such benchmark */
export async function benchOf(id: string): Promise<MicroBench> {
  const bench = (await groups[id.split('/')[0]]?.())?.find((candidate) => candidate.id === id);
  if (bench === undefined) throw new RangeError(`no benchmark ${id}`);
  return bench;
}
