import { mkdirSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { BadInput } from '../errors.js';
import { committedFiles, leaderboardJson, staleness } from '../leaderboard/committed.js';
import { leaderboardOf } from '../leaderboard/leaderboard.js';
import type { Command } from './command.js';
import { gridEntries } from './grid-entries.js';

export const leaderboard: Command = {
  name: 'leaderboard',
  usage: 'leaderboard [--check] [--json]',
  summary: 'rank the mitigations of baselines/grid into benchmarks/LEADERBOARD.md and leaderboard.json',
  options: [
    { name: 'check', help: 'write nothing; exit 1 when the committed files are not what baselines/ gives' },
    { name: 'json', help: 'write nothing; print leaderboard.json as it should be' },
  ],
  run: async (args, { workspace, io }) => {
    if (args.positionals.length > 0) {
      const found = args.positionals.join(' ');
      throw new BadInput({ expected: 'options alone', found, remedy: '`collapse leaderboard --help` lists them' });
    }
    if (args.flag('check') && args.flag('json')) {
      throw new BadInput({ expected: 'either --check or --json', found: 'both', remedy: 'drop one of the two' });
    }
    const board = await leaderboardOf(gridEntries(workspace));
    if (board.systems.length === 0) {
      const [{ system, mitigation, reason }] = board.without;
      const found = `none (${system}${mitigation === undefined ? '' : ` under ${mitigation}`}: ${reason})`;
      throw new BadInput({ expected: 'scores against `replace` in some system', found, remedy: 'accept baselines of grid/*/*' });
    }
    if (args.flag('json')) {
      io.out(leaderboardJson(board));
      return 0;
    }
    const files = committedFiles(workspace, board);
    if (args.flag('check')) {
      const stale = files.flatMap((each) => {
        const reason = staleness(each, each.shown);
        return reason === undefined ? [] : [`STALE ${each.shown}: ${reason}\n`];
      });
      if (stale.length === 0) io.out(`${files.map(({ shown }) => shown).join(' and ')}: up to date\n`);
      else io.out(`${stale.join('')}  write them anew: pnpm collapse leaderboard\n`);
      return stale.length === 0 ? 0 : 1;
    }
    for (const { file, shown, text } of files) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileAtomic.sync(file, text);
      io.out(`wrote ${shown}\n`);
    }
    const scored = board.systems.map(({ system, rows }) => `${rows.length} in ${system}`).join(', ');
    io.out(`Scores: ${scored}; ${board.overall.rows.length} mitigations ranked over ${board.overall.systems.length} systems.\n`);
    for (const { system, mitigation, reason } of board.without) {
      io.out(`Without a score: ${mitigation === undefined ? system : `grid/${system}/${mitigation}`}: ${reason}.\n`);
    }
    return 0;
  },
};
