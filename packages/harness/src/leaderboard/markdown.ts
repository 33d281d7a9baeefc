import type { Interval } from '../profile/interval.js';
import { CATASTROPHE, LEVEL_EXPONENT, LOST } from '../profile/profile.js';
import { RESAMPLES } from '../profile/resamples.js';
import { short } from '../report/number.js';
import { type Column, formatMarkdownTable } from '../report/table.js';
import { LEAST_SHARE } from './overall.js';
import type { Leaderboard, LeaderboardRow, LeaderboardSystem, OverallRow } from './schema.js';

/** The leaderboard as a page of GitHub-flavoured Markdown, to lie in benchmarks/. */
export function leaderboardMarkdown(board: Leaderboard): string {
  const { systems, overall, without } = board;
  return `${[
    '# Leaderboard of mitigations',
    `Made from \`baselines/\` by \`pnpm collapse leaderboard\`; the same as data, with every column, is in [leaderboard.json](leaderboard.json). How to add a mitigation: [CONTRIBUTING](../.github/CONTRIBUTING.md#submit-a-mitigation-to-the-leaderboard).`,
    HOW_TO_READ,
    ...overallSection(overall),
    ...preservingSection(board),
    ...systems.flatMap(systemSection),
    ...(without.length === 0 ? [] : ['## Without a score', withoutList(without)]),
  ].join('\n\n')}\n`;
}

const HOW_TO_READ = `Each system has one primary metric, its metric of risk, and one generation, the last observed. A mitigation's score is the typical value (median over replicates) over
that of \`replace\`, which trains on the last model's output alone: **below 1 is better than doing nothing**, and \`difference\` is its logarithm. Runs of one system share their
real data (common seeds), so everything is paired by replicate.

- **rank**: 1 is the best. A range holds all ranks that the data do not rule out (95% confidence, all comparisons of a row together): **an order is shown only
  between rows whose ranges do not overlap**. Where a system has few replicates the differences are widened by what the bootstrap is known to lack.
- **[low, high]**: 95% percentile bootstrap over replicates, ${RESAMPLES} resamples, the same ones for all mitigations of a system.
- **real**: distinct real samples trained on after model 1, expected; (+ n): real samples that only choose or weigh. **trained**, **generated**: samples in all training
  sets after model 1, and samples asked of models, over those of \`replace\`: the compute cost, counted and not clocked.
- **front**: on the Pareto front of risk against real samples (both kinds), by the estimates: of \`all\`, and of those at \`1×\`, which train on and generate no more than
  \`replace\` (real data can be saved by computing more). † leans on a judge (a reward or a verifier) whose knowledge of the real distribution is no number of samples: such rows have
  no price to compare and are on no front.
- **collapse**: definitions shown ([2503.03150](https://arxiv.org/abs/2503.03150): 1 risk at least ${CATASTROPHE}-fold, 2 any rise, 3 risk grows faster than generation^${LEVEL_EXPONENT}, 5 variance, 6 modes, 7 tails below
  ${100 * LOST}%, 8 hallucination; E early and L late collapse as in [2305.17493](https://arxiv.org/abs/2305.17493), Def. 3.1); ? undecided. From the generations of this grid alone, which are few.
- **verdict**: how many rows of closed-form theory the record holds up to, all tested together; then where it is reproduced bit for bit: on every machine, or within one environment class.
- **scenario**: hash of what was run; **record**: the accepted result, with git's name of its content (\`git log --find-object=NAME\` names the commit).`;

function overallSection({ systems, rows, partial }: Leaderboard['overall']): string[] {
  const columns: Column<OverallRow>[] = [
    { title: 'rank', align: 'left', cell: ({ rank }) => rankText(rank) },
    { title: 'mitigation', align: 'left', cell: (row) => `${nameText(row)}${row.settings.length > 1 ? ' ‡' : ''}` },
    { title: 'mean rank', align: 'right', cell: ({ meanRank }) => meanRank.toFixed(2) },
    { title: 'ratio to replace, geometric mean', align: 'left', cell: ({ ratio }) => intervalText(ratio) },
    { title: 'real / M', align: 'right', cell: ({ realShare, selectionShare }) => realText(realShare, selectionShare ?? 0) },
    { title: 'trained', align: 'right', cell: ({ samplesTrained }) => timesText(samplesTrained) },
    { title: 'generated', align: 'right', cell: ({ samplesGenerated }) => timesText(samplesGenerated) },
    { title: 'front', align: 'left', cell: frontText },
  ];
  const section = [
    '## Overall',
    `Mean over ${systems.length} systems (${systems.join(', ')}) of the rank within each, which has no scale to dominate the others. Ranked are the mitigations that **all** of them ran, among
each other: an average over other opponents would be another scale. (A system that runs less than ${100 * LEAST_SHARE}% of the mitigations has its table below and no part here.) The ranking is
about these systems: how it would look in others is not in the intervals.`,
    formatMarkdownTable(rows, columns).trimEnd(),
  ];
  const mixed = rows.filter(({ settings }) => settings.length > 1);
  if (mixed.length > 0) section.push(`‡ Not the same options in every system:\n\n${mixed.map(settingsText).join('\n')}`);
  if (partial.length === 0) return section;
  const partialTable = formatMarkdownTable(partial, [
    { title: 'mitigation', align: 'left', cell: ({ mitigation }) => code(mitigation) },
    { title: 'systems', align: 'left', cell: (row) => row.systems.join(', ') },
    { title: 'mean percentile', align: 'right', cell: ({ meanPercentile }) => meanPercentile.toFixed(2) },
  ]);
  return [
    ...section,
    '### Run in some of these systems only',
    'Not ranked: the systems without them might be the hard ones. Where they stand in those that ran them: 0 first in each, 1 last in each.',
    partialTable.trimEnd(),
  ];
}

function settingsText({ mitigation, settings }: OverallRow): string {
  const parts = settings.map(({ systems, mitigation: { id, ...options } }) => {
    const words = Object.entries(options).map(([name, value]) => `${name} ${String(value)}`);
    return `${words.join(', ')} in ${systems.join(', ')}`;
  });
  return `- ${code(mitigation)}: ${parts.join('; ')}`;
}

function preservingSection({ preserving, overall, systems }: Leaderboard): string[] {
  const columns: Column<Leaderboard['preserving'][number]>[] = [
    { title: 'preserved', align: 'right', cell: ({ fraction }) => `${short(100 * fraction)}%` },
    { title: 'real / M', align: 'right', cell: ({ realShare }) => realText(realShare, 0) },
    { title: 'ratio to replace, geometric mean', align: 'left', cell: ({ ratio }) => intervalText(ratio) },
    ...overall.systems.map(
      (system): Column<Leaderboard['preserving'][number]> => ({
        title: system,
        align: 'left',
        cell: (row) => intervalText(row.systems.find((each) => each.system === system)!.ratio),
      }),
    ),
  ];
  const front = overall.rows
    .filter(({ onFront, onFrontAtSameCompute }) => onFront || onFrontAtSameCompute)
    .map((row) => ({ ...row, price: (row.realShare ?? 0) + (row.selectionShare ?? 0) }))
    .sort((a, b) => a.price - b.price);
  const section = ['## Risk against distinct real samples'];
  if (front.length > 0) {
    section.push(
      'The Pareto fronts over all systems: nothing else in the overall table (`all`), or nothing else in it that computes no more than `replace` (`1×`), has both a lower risk and fewer distinct real samples. M is the size of the original data.',
      formatMarkdownTable(front, [
        { title: 'real / M', align: 'right', cell: ({ price }) => short(price, 3) },
        { title: 'mitigation', align: 'left', cell: nameText },
        { title: 'ratio to replace, geometric mean', align: 'left', cell: ({ ratio }) => intervalText(ratio) },
        { title: 'rank', align: 'left', cell: ({ rank }) => rankText(rank) },
        { title: 'trained', align: 'right', cell: ({ samplesTrained }) => timesText(samplesTrained) },
        { title: 'front', align: 'left', cell: frontText },
      ]).trimEnd(),
      `The front of all within a system: ${systems.map((each) => `${each.system} (${frontOf(each)})`).join('; ')}.`,
    );
  }
  if (preserving.length > 0) {
    section.push(
      '### What preserving a fraction of the original data buys',
      'Each training set keeps that fraction of the original data. Where it is drawn anew every generation (`redraw`), more and more of them are used in the end.',
      formatMarkdownTable(preserving, columns).trimEnd(),
    );
  }
  return section.length === 1 ? [] : section;
}

function frontOf({ rows }: LeaderboardSystem): string {
  const price = (row: LeaderboardRow) => row.realSamplesUsed! + row.selectionSamplesUsed;
  const front = rows.filter(({ onFront }) => onFront).sort((a, b) => price(a) - price(b));
  return front.map((row) => `${row.mitigation} ${short(price(row), 3)}`).join(', ') || 'none';
}

function systemSection(system: LeaderboardSystem): string[] {
  const { metric, direction, generation, samples, replicates, replicatesWanted, seed, rows } = system;
  const better = direction === 'lower-is-better' ? 'lower' : 'higher';
  const facts = `\`${metric}\` (${better} is better) at generation ${generation}, M = ${samples}, ${replicates} replicates, seed ${seed}.`;
  const warning = `**${replicates} replicates, fewer than ${replicatesWanted}: intervals are rough.**`;
  const columns: Column<LeaderboardRow>[] = [
    { title: 'rank', align: 'left', cell: ({ rank }) => rankText(rank) },
    { title: 'mitigation', align: 'left', cell: nameText },
    { title: metric, align: 'left', cell: ({ value }) => intervalText(value) },
    { title: 'ratio to replace', align: 'left', cell: ({ ratio }) => intervalText(ratio) },
    { title: 'difference', align: 'left', cell: ({ difference }) => intervalText(difference) },
    { title: 'real', align: 'right', cell: (row) => realText(row.realSamplesUsed, row.selectionSamplesUsed) },
    { title: 'trained', align: 'right', cell: ({ samplesTrained }) => timesText(samplesTrained) },
    { title: 'generated', align: 'right', cell: ({ samplesGenerated }) => timesText(samplesGenerated) },
    { title: 'front', align: 'left', cell: frontText },
    { title: 'collapse', align: 'left', cell: collapseText },
    { title: 'verdict', align: 'left', cell: verdictText },
    { title: 'scenario', align: 'left', cell: ({ scenarioHash }) => code(scenarioHash.slice(0, 8)) },
    { title: 'record', align: 'left', cell: ({ record, recordObject }) => `[${recordObject.slice(0, 8)}](../${record})` },
  ];
  return [
    `## ${system.system}`,
    replicates < replicatesWanted ? `${facts} ${warning}` : facts,
    formatMarkdownTable(rows, columns).trimEnd(),
  ];
}

function withoutList(without: Leaderboard['without']): string {
  return without
    .map(({ system, mitigation, reason }) => `- ${mitigation === undefined ? system : `grid/${system}/${mitigation}`}: ${reason}`)
    .join('\n');
}

const code = (text: string) => `\`${text}\``;

function nameText({ mitigation, judge }: { mitigation: string; judge: string | null }): string {
  return `${code(mitigation)}${judge === null ? '' : ' †'}`;
}

function rankText({ low, high }: { low: number; high: number }): string {
  return low === high ? String(low) : `${low}–${high}`;
}

function intervalText({ estimate, low, high }: Interval): string {
  return low === high ? short(estimate, 3) : `${short(estimate, 3)} [${short(low, 3)}, ${short(high, 3)}]`;
}

function realText(used: number | null, selecting: number): string {
  const price = used === null ? 'all' : short(used, 3);
  return selecting > 0 ? `${price} (+ ${short(selecting, 3)})` : price;
}

function timesText(times: number | null): string {
  return times === null ? '-' : `${short(times, 3)}×`;
}

function frontText({ onFront, onFrontAtSameCompute }: { onFront: boolean; onFrontAtSameCompute: boolean }): string {
  return [...(onFront ? ['all'] : []), ...(onFrontAtSameCompute ? ['1×'] : [])].join(', ');
}

function collapseText({ collapse }: LeaderboardRow): string {
  const name = (definition: string) => ({ early: 'E', late: 'L' })[definition] ?? definition;
  return [...collapse.met.map(name), ...collapse.undecided.map((each) => `${name(each)}?`)].join(' ') || 'none';
}

function verdictText({ theory, environmentClass }: LeaderboardRow): string {
  const held = theory.rows === 0 ? 'no theory' : `theory ${theory.rows - theory.failed}/${theory.rows}`;
  const words = theory.failed > 0 ? `**${held}**` : held;
  return `${words}, ${environmentClass === null ? 'every machine' : 'one class'}`;
}
