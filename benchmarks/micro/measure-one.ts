import { Bench } from 'tinybench';
import { benchOf } from './benches.js';
import { calibrationKernels } from './calibration.js';

/**
 * Measures the benchmark named on the command line and its calibration kernel in turns, and prints one JSON line. A
 * process of its own for each: what the engine makes of a function depends on all that ran before it.
 */
const ROUNDS = 3;
const MILLISECONDS = 25;

const id = process.argv[2];
const bench = await benchOf(id);
const kernel = calibrationKernels[bench.bound];

let own = Number.POSITIVE_INFINITY;
let calibration = Number.POSITIVE_INFINITY;
await fastestSeconds(bench.run);
await fastestSeconds(kernel);
for (let round = 0; round < ROUNDS; round++) {
  own = Math.min(own, await fastestSeconds(bench.run));
  calibration = Math.min(calibration, await fastestSeconds(kernel));
}
const { unit, bound, work } = bench;
process.stdout.write(`${JSON.stringify({ id, unit, bound, perSecond: work / own, calibrationPerSecond: 1 / calibration })}\n`);

/** The fastest call of a short run: whatever else the machine does only ever adds time. */
async function fastestSeconds(run: () => void | Promise<void>): Promise<number> {
  const measured = new Bench({ time: MILLISECONDS, warmup: false, iterations: 5, throws: true });
  measured.add('it', run);
  const [{ result }] = await measured.run();
  if (!('latency' in result)) throw new Error(`${id} gave no timing`);
  return result.latency.min / 1000;
}
