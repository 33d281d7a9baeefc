import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { benchIds } from './benches.js';

/**
 * `main.js PROCESSES [ID...]`: measures everything, or the ids named, and prints one JSON line. Each benchmark runs in
 * that many processes, one after the other, and the fastest counts: what the engine makes of a function differs from
 * process to process by up to a factor of two, and slower machine code in one is no slower source code.
 */
const script = fileURLToPath(new URL('./measure-one.js', import.meta.url));
/** Compile on the main thread, with type feedback from the first call: the least that the engine leaves to chance. */
const ENGINE = ['--no-concurrent-recompilation', '--no-lazy-feedback-allocation'];

const processes = Number(process.argv[2]);
const wanted = new Set(process.argv.slice(3));

const speeds: { readonly perSecond: number; readonly calibrationPerSecond: number }[] = [];
for (const id of await benchIds()) {
  if (wanted.size > 0 && !wanted.has(id)) continue;
  let best: (typeof speeds)[number] | undefined;
  for (let i = 0; i < processes; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [...ENGINE, script, id]);
    const speed = JSON.parse(stdout) as (typeof speeds)[number];
    if (best === undefined || relative(speed) > relative(best)) best = speed;
  }
  if (best !== undefined) speeds.push(best);
}
process.stdout.write(`${JSON.stringify({ speeds })}\n`);

function relative({ perSecond, calibrationPerSecond }: (typeof speeds)[number]): number {
  return perSecond / calibrationPerSecond;
}
