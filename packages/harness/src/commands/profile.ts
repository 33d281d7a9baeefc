import { BadInput } from '../errors.js';
import { CATASTROPHE, collapseProfile, type Finding, LEVEL_EXPONENT, LOST } from '../profile/profile.js';
import { formatTable } from '../report/table.js';
import { matchScenarios } from '../scenario/load.js';
import type { Command } from './command.js';
import { findRecord, recordFolder, recordOptions } from './records.js';

/** What is compared unless something else is named: the two regimes of the literature in every system. */
const DEFAULT_GLOBS = ['profile/*-replace', 'profile/*-accumulate', '{vae,llm}/{replace,accumulate}'];

export const profile: Command = {
  name: 'profile',
  usage: 'profile [SCENARIO GLOBS...] [--out DIR] [--json]',
  summary: `which definitions of collapse results meet, side by side (default: ${DEFAULT_GLOBS.join(' and ')})`,
  options: recordOptions,
  run: async (args, { workspace, io }) => {
    const folder = recordFolder(args, workspace);
    const ids = matchScenarios(workspace, args.positionals.length > 0 ? args.positionals : DEFAULT_GLOBS);
    const found = ids.map((id) => findRecord(workspace, id, folder));
    const profiles = found.flatMap(({ loaded, result }) =>
      result === undefined ? [] : [{ loaded, result, findings: collapseProfile(loaded.scenario, result) }],
    );
    const without = found.flatMap((each) =>
      each.result === undefined ? [{ scenario: each.loaded.id, reason: each.reason }] : [],
    );
    if (profiles.length === 0) {
      const [{ scenario, reason }] = without;
      throw new BadInput({ expected: 'a result', found: `none (${scenario}: ${reason})`, remedy: 'make one, or name others' });
    }
    if (args.flag('json')) {
      const rows = profiles.map(({ loaded, result, findings }) => ({
        scenario: loaded.id,
        seed: result.seed,
        replicates: result.replicates.length,
        generations: result.generations,
        findings,
      }));
      io.out(`${JSON.stringify({ profiles: rows, without }, null, 2)}\n`);
      return 0;
    }
    io.out(profileTable(profiles.map(({ loaded, findings }) => ({ id: loaded.id, findings }))));
    for (const { scenario, reason } of without) io.out(`${scenario}: ${reason}\n`);
    io.out(LEGEND);
    return 0;
  },
};

/** Column titles in the order of the findings, short enough that the table fits a terminal, and what each asks. */
const COLUMNS: readonly (readonly [title: string, asks: string])[] = [
  [
    `risk x${CATASTROPHE}`,
    `1 catastrophic rise of risk: the last generation's over ${CATASTROPHE} times the first fit's, typically`,
  ],
  ['risk up', '2 any rise of risk over that of the first fit, typically'],
  ['diverges', `3 risk diverges: its mean still grows faster than generation^${LEVEL_EXPONENT} over the last half of the run`],
  ['scaling', '4 changed scaling law'],
  ['variance', `5 variance collapses: less than ${LOST} of the first fit's is left, typically`],
  ['modes', '6 modes entangle: the same of modes'],
  ['tails', '7 tails disappear: the same of tails'],
  ['halluc.', "8 hallucinated data: at least twice the first fit's, typically"],
  ['early', 'early collapse (Def. 3.1): tails go before variance and modes'],
  ['late', 'late collapse (Def. 3.1): variance or modes go'],
];
const WORDS = { met: 'met', 'not met': 'no', undecided: '?', 'not assessed': '-' } as const;

function profileTable(rows: readonly { readonly id: string; readonly findings: readonly Finding[] }[]): string {
  return formatTable(rows, [
    { title: 'scenario', align: 'left', cell: ({ id }) => id },
    ...COLUMNS.map(([title], i) => ({
      title,
      align: 'left' as const,
      cell: ({ findings }: (typeof rows)[number]) => WORDS[findings[i].status],
    })),
  ]);
}

const width = Math.max(...COLUMNS.map(([title]) => title.length));
const LEGEND = `
met, no: a 95% bootstrap interval over replicates lies wholly on that side; ?: on both; -: nothing measures it.
\`collapse explain SCENARIO\` shows metrics, intervals and evidence. Numbers 1 to 8: Schaeffer et al. 2503.03150.

${COLUMNS.map(([title, asks]) => `  ${title.padEnd(width)}  ${asks}\n`).join('')}`;
