import { mkdirSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BadInput } from '../errors.js';
import { staleness } from '../leaderboard/committed.js';
import { paperFiles, paperJson } from '../paper/committed.js';
import { paperReport } from '../paper/paper-report.js';
import type { PaperReport } from '../paper/report.js';
import type { Command } from './command.js';

export const paper: Command = {
  name: 'paper',
  usage: 'paper [--check] [--json]',
  summary: "the paper's figures and errata beside baselines/, into benchmarks/PAPER.md and paper.json",
  options: [
    { name: 'check', help: 'write nothing; exit 1 when the committed files are not what baselines/ gives' },
    { name: 'json', help: 'write nothing; print paper.json as it should be' },
  ],
  run: async (args, { workspace, io }) => {
    if (args.positionals.length > 0) {
      const found = args.positionals.join(' ');
      throw new BadInput({ expected: 'options alone', found, remedy: '`collapse paper --help` lists them' });
    }
    if (args.flag('check') && args.flag('json')) {
      throw new BadInput({ expected: 'either --check or --json', found: 'both', remedy: 'drop one of the two' });
    }
    const report = await paperReport(workspace);
    if (args.flag('json')) {
      io.out(paperJson(report));
      return 0;
    }
    const files = paperFiles(workspace, report);
    if (args.flag('check')) {
      const stale = files.flatMap((each) => {
        const reason = staleness(each, each.shown);
        return reason === undefined ? [] : [`STALE ${each.shown}: ${reason}\n`];
      });
      if (stale.length === 0) io.out(`${files.map(({ shown }) => shown).join(' and ')}: up to date\n`);
      else io.out(`${stale.join('')}  write them anew: pnpm collapse paper\n`);
      return stale.length === 0 ? 0 : 1;
    }
    for (const { file, shown, text } of files) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileAtomic.sync(file, text);
      io.out(`wrote ${shown}\n`);
    }
    io.out(summaryOf(report));
    return 0;
  },
};

function summaryOf({ figures, errata }: PaperReport): string {
  const counts = (words: readonly string[]) =>
    [...new Set(words)].map((word) => `${words.filter((each) => each === word).length} ${word}`);
  const readings = counts(figures.flatMap((figure) => figure.readings.map(({ verdict }) => verdict)));
  const statuses = counts(errata.map(({ status }) => status));
  return `${figures.length} figures, readings: ${readings.join(', ')}. ${errata.length} errata: ${statuses.join(', ')}.\n`;
}
