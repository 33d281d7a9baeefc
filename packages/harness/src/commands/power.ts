import path from 'node:path';
import { performance } from 'node:perf_hooks';
import writeFileAtomic from 'write-file-atomic';
import { BadInput } from '../errors.js';
import { targets } from '../power/findings.js';
import { powerMarkdown, powerText } from '../power/report.js';
import { runStudy } from '../power/run-study.js';
import { fullExtent, studyOf, studyTasks } from '../power/study.js';
import { readTimings, recordTimings, timingsFile, writeTimings } from '../power/timings.js';
import { duration } from '../report/progress.js';
import { defaultJobs } from '../run/execute.js';
import { displayPath } from '../workspace.js';
import type { Command } from './command.js';

/** Fewer do not show how much processes differ. */
const LEAST_PROCESSES = 8;

export const power: Command = {
  name: 'power',
  usage: 'power [--jobs N] [--timings N] [--json]',
  summary: 'study what the verdicts notice and how often they are wrong, into benchmarks/POWER.md; some minutes',
  options: [
    { name: 'jobs', value: 'N', help: 'worker threads (default: one a processor)' },
    { name: 'timings', value: 'N', help: 'only record anew how much N processes of every benchmark differ, on a quiet machine' },
    { name: 'json', help: 'write nothing; print JSON and nothing else' },
  ],
  run: async (args, { workspace, io, signal }) => {
    if (args.positionals.length > 0) {
      const found = args.positionals.join(' ');
      throw new BadInput({ expected: 'options alone', found, remedy: '`collapse power --help` lists them' });
    }
    const jobs = args.integer('jobs', 1, 1024) ?? defaultJobs();
    const processes = args.integer('timings', LEAST_PROCESSES, 1000);
    if (processes !== undefined) {
      const begin = performance.now();
      const timings = await recordTimings(processes, (done) => {
        const left = ((performance.now() - begin) / 1000) * ((processes - done) / done);
        io.err(`${done}/${processes} processes of each benchmark, about ${duration(left)} left\n`);
      });
      writeTimings(workspace, timings);
      io.out(`wrote ${displayPath(workspace, timingsFile(workspace))}: ${timings.benchmarks.length} benchmarks\n`);
      return 0;
    }
    const timings = readTimings(workspace);
    const study = studyOf(workspace, await runStudy(studyTasks(workspace, fullExtent), jobs, io, signal));
    const missed = targets(study).filter(({ met }) => !met);
    const code = missed.length === 0 ? 0 : 1;
    if (args.flag('json')) {
      io.out(`${JSON.stringify({ targets: targets(study), ...study }, null, 2)}\n`);
      return code;
    }
    const file = path.join(workspace.root, 'benchmarks', 'POWER.md');
    writeFileAtomic.sync(file, powerMarkdown(study, timings));
    io.out(powerText(study));
    io.out(`wrote ${displayPath(workspace, file)}\n`);
    if (missed.length > 0) io.out(`NOT met: ${missed.map(({ what }) => what).join('; ')}.\n`);
    return code;
  },
};
