import { BadInput } from '../errors.js';
import { reportThroughputToGitHub } from '../report/github.js';
import { environment } from '../run/environment.js';
import { throughputFile, writeThroughput } from '../throughput/baseline.js';
import { BASELINE_PROCESSES, checkThroughput, throughputReference, throughputTable } from '../throughput/check.js';
import { againstTable, checkAgainst } from '../throughput/check-against.js';
import { measureSpeeds, throughputClass } from '../throughput/speeds.js';
import { displayPath } from '../workspace.js';
import type { Command, Context } from './command.js';
import { dirtyOption, refuseDirtyTree } from './dirty-tree.js';
import { outFolder } from './selection.js';

export const throughput: Command = {
  name: 'throughput',
  usage: 'throughput [--accept] [--out DIR] [--json]\n       pnpm collapse throughput [BENCHMARKS...] --against DIR [--json]',
  summary: 'measure samplers, systems and the harness, and hold them against their baseline, or against another checkout',
  options: [
    { name: 'against', value: 'DIR', help: 'a built checkout, such as a git worktree, measured in turns with this one' },
    { name: 'accept', help: 'make the present speeds the baseline of this class of machine' },
    dirtyOption,
    { name: 'out', value: 'DIR', help: 'where throughput.json goes (default: runs/)' },
    { name: 'json', help: 'print JSON and nothing else' },
  ],
  run: async (args, context) => {
    const { workspace, io } = context;
    const against = args.text('against');
    if (against !== undefined) return compare(against, args.positionals, args.flag('json'), context);
    if (args.positionals.length > 0) {
      const found = args.positionals.join(' ');
      throw new BadInput({ expected: 'options alone', found, remedy: 'benchmarks are chosen beside --against only' });
    }
    if (args.flag('accept')) {
      refuseDirtyTree(args, workspace);
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

async function compare(folder: string, ids: readonly string[], json: boolean, { workspace, io }: Context): Promise<number> {
  const check = await checkAgainst(folder, ids);
  io.out(json ? `${JSON.stringify(check, null, 2)}\n` : `${againstTable(check.rows)}\n${check.text}`);
  await reportThroughputToGitHub(check, folder, { workspace, annotate: !json });
  return check.failed ? 1 : 0;
}
