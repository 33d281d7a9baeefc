import { readFileSync } from 'node:fs';
import { trainingSide } from './training-case.js';
import { medium } from './transformer.js';

/** Started as a process of its own: a few steps of the larger transformer, then the process's peak memory in MB on a line. */
const side = trainingSide(medium.trained, 1, medium.vocabulary);
for (let step = 0; step < 3; step++) await side.run();
// Not maxRSS: that begins with the peak of the process that started this one.
const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(`${Number(kilobytes) / 1024}\n`);
process.exit(0);
