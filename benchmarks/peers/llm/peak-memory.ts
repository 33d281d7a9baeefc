import { readFileSync } from 'node:fs';
import { trainingOf } from './opt-cases.js';

/** Started as a process of its own: some steps of OPT-125m's shape, then the process's peak memory in MB on a line. */
const side = trainingOf('opt-125m', 1);
for (let step = 0; step < 2; step++) await side.run();
// Not maxRSS: that begins with the peak of the process that started this one.
const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(`${Number(kilobytes) / 1024}\n`);
process.exit(0);
