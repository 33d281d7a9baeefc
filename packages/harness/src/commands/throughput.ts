import { environment } from '../run/environment.js';
import { throughputFile, writeThroughput } from '../throughput/baseline.js';
import { BASELINE_PROCESSES, checkThroughput, throughputReference, throughputTable } from '../throughput/check.js';
import { measureSpeeds, throughputClass } from '../throughput/speeds.js';
import { displayPath } from '../workspace.js';
import type { Command } from './command.js';
import { outFolder } from './selection.js';

export const throughput: Command = {
  name: 'throughput',
  usage: 'throughput [--accept] [--out DIR] [--json]',
  summary: 'measure samplers, systems and the harness, and hold them against their baseline',
  options: [
    { name: 'accept', help: 'make the present speeds the baseline of this class of machine' },
    { name: 'out', value: 'DIR', help: 'where throughput.json goes (default: runs/)' },
    { name: 'json', help: 'print JSON and nothing else' },
  ],
  run: async (args, { workspace, io }) => {
    if (args.flag('accept')) {
      const className = throughputClass(environment());
      const speeds = await measureSpeeds(BASELINE_PROCESSES);
      writeThroughput(workspace, className, speeds);
      const file = displayPath(workspace, throughputFile(workspace, className));
      io.out(args.flag('json') ? `${JSON.stringify({ file, speeds }, null, 2)}\n` : `wrote ${file}: ${speeds.length} speeds\n`);
      return 0;
    }
    const check = await checkThroughput(workspace, throughputReference(workspace), outFolder(args, workspace));
    if (args.flag('json')) io.out(`${JSON.stringify(check, null, 2)}\n`);
    else {
      if (check.rows !== undefined) io.out(`${throughputTable(check.rows)}\n`);
      io.out(check.text);
    }
    return check.failed ? 1 : 0;
  },
};
