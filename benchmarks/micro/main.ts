import { fileURLToPath } from 'node:url';
import { Bench } from 'tinybench';
import { calibrationKernels } from './calibration.js';
import { harnessBenches } from './harness.js';
import type { MicroBench } from './micro-bench.js';
import { samplerBenches } from './samplers.js';
import { systemBenches } from './systems.js';

/**
 * Measures everything, or the ids named on the command line, and prints one JSON line: units a second of each. Runs in
 * a process of its own, so that nothing that ran before has shaped what the engine compiled.
 */
const ROUNDS = 3;
const MILLISECONDS = 40;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const wanted = new Set(process.argv.slice(2));
const measured = [...samplerBenches(), ...systemBenches(), ...harnessBenches(root)];
const chosen = wanted.size === 0 ? measured : measured.filter(({ id }) => wanted.has(id));

const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const bench of [...calibrationKernels(), ...chosen]) {
    best.set(bench.id, Math.min(best.get(bench.id) ?? Number.POSITIVE_INFINITY, await medianSeconds(bench)));
  }
}
const speeds = [...calibrationKernels(), ...chosen].map(({ id, unit, work, bound }) => ({
  id,
  unit,
  bound,
  perSecond: work / best.get(id)!,
}));
process.stdout.write(`${JSON.stringify({ speeds })}\n`);

/** Median time of one call; the least over rounds is kept, for other programs only ever add time. */
async function medianSeconds({ id, run }: MicroBench): Promise<number> {
  const bench = new Bench({ time: MILLISECONDS, warmupTime: MILLISECONDS / 2, warmupIterations: 3, iterations: 5, throws: true });
  bench.add(id, run);
  const [task] = await bench.run();
  const { result } = task;
  if (!('latency' in result)) throw new Error(`${id} gave no timing`);
  return result.latency.p50 / 1000;
}
