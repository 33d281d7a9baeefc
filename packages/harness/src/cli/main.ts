import { accept } from '../commands/accept.js';
import type { Command } from '../commands/command.js';
import { doctor } from '../commands/doctor.js';
import { explain } from '../commands/explain.js';
import { exportModel } from '../commands/export.js';
import { grid } from '../commands/grid.js';
import { leaderboard } from '../commands/leaderboard.js';
import { list } from '../commands/list.js';
import { merge } from '../commands/merge.js';
import { scaffold } from '../commands/new.js';
import { paper } from '../commands/paper.js';
import { power } from '../commands/power.js';
import { profile } from '../commands/profile.js';
import { run } from '../commands/run.js';
import { throughput } from '../commands/throughput.js';
import { verify } from '../commands/verify.js';
import { worker } from '../commands/worker.js';
import { BadInput, Interrupted, isErrno, Mismatch, oneLine, RunFailure } from '../errors.js';
import { nearNames } from '../near-names.js';
import { annotateBadInput } from '../report/github.js';
import { type Io, processIo } from '../report/io.js';
import { LINE_WIDTH } from '../report/table.js';
import { wrap } from '../report/wrap.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { readArguments } from './arguments.js';

const commands: readonly Command[] = [
  verify,
  run,
  merge,
  worker,
  accept,
  list,
  explain,
  exportModel,
  profile,
  grid,
  leaderboard,
  paper,
  doctor,
  throughput,
  power,
  scaffold,
];

/** Exit codes: 0 reproduced; 1 mismatch; 2 bad input; 3 a cell or a file failed; 130 interrupted. */
export async function main(argv: readonly string[], io: Io = processIo, root: string = ownRoot): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const asksForHelp = ['help', '--help', '-h'].includes(argv[0]);
    if (argv.length === 0 || (asksForHelp && argv.length === 1)) {
      io.out(helpText());
      return 0;
    }
    const [name, ...rest] = asksForHelp ? [argv[1], '--help'] : argv;
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) {
      const names = commands.map((candidate) => candidate.name);
      const found = `"${name}"${nearNames(name, names)}`;
      throw new BadInput({ expected: `a command (${names.join(', ')})`, found, remedy: '`collapse help` explains them' });
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      io.out(commandHelp(command));
      return 0;
    }
    return await command.run(readArguments(rest, command.options), {
      workspace: workspaceAt(root),
      io,
      signal: interrupt.signal,
    });
  } catch (error) {
    if (error instanceof BadInput && !argv.includes('--json')) await annotateBadInput(workspaceAt(root), error.complaint);
    return report(error, io);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

function report(error: unknown, io: Io): number {
  if (error instanceof Interrupted) {
    io.err(`collapse: ${error.message}\n`);
    return 130;
  }
  if (error instanceof BadInput) {
    io.err(`collapse: ${error.message}\n`);
    return 2;
  }
  if (error instanceof Mismatch) {
    io.err(`collapse: ${oneLine(error.message)}\n`);
    return 1;
  }
  if (error instanceof RunFailure || isErrno(error)) {
    io.err(`collapse: ${oneLine((error as Error).message)}\n`);
    return 3;
  }
  // A defect of ours: the trace is what the report of it needs.
  io.err(`collapse: this is a defect of collapse-bench, please report it\n${(error as Error).stack ?? error}\n`);
  return 3;
}

function helpText(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => wrap(`  ${name.padEnd(width)}  ${summary}`, LINE_WIDTH, width + 4));
  return `usage: pnpm collapse COMMAND [options]

${lines.join('\n')}

\`pnpm collapse COMMAND --help\` lists its options. Scenarios are named by id or glob: gaussian/replace-m100, 'gaussian/**'.
Exit codes: 0 done or reproduced, 1 mismatch, 2 bad input, 3 a failure to run, 130 interrupted (the same command goes on).
`;
}

function commandHelp({ usage, summary, options }: Command): string {
  const names = options.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name} ${value}`));
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = options.map(({ help }, i) => `  ${names[i].padEnd(width)}  ${help}`);
  return `usage: pnpm collapse ${usage}\n\n${summary}\n${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}`;
}
