import type { LeaderboardRow, LeaderboardSystem } from '@collapse-bench/harness';
import { chartsOf } from '../chart/figure.js';
import { html } from '../html/html.js';
import { count, interval, rank, times } from '../html/numbers.js';
import { rootOf, type SitePage } from '../html/page.js';
import { type TableColumn, table, tableFilter } from '../html/table.js';
import { frontText, realText } from './leaderboard.js';
import { ratiosChart, systemParetoChart } from './leaderboard-charts.js';
import { familyName, familyText, recordPath, scenarioPath } from './names.js';

/** The definitions of collapse by the names that the leaderboard gives them. */
const DEFINITIONS =
  '1 risk at least tenfold, 2 any rise, 3 risk grows faster than generation^0.2, 5 variance lost, 6 modes lost, 7 tails below half, 8 hallucination (arXiv 2503.03150); E early and L late collapse (arXiv 2305.17493, Definition 3.1); ? undecided';

export function leaderboardSystemPage(board: LeaderboardSystem): SitePage {
  const { system, metric, generation, samples, replicates, replicatesWanted, seed, rows, inOverall } = board;
  const path = `leaderboard/${system}.html`;
  const root = rootOf(path);
  const charts = chartsOf(path);
  const data = {
    columns: Object.keys(flat(rows[0])).map((key) => ({ key, label: key })),
    rows: rows.map(flat),
  };
  const few = replicates < replicatesWanted ? ` (${replicatesWanted} are wanted: intervals are rough)` : '';
  const body = html`<p class="crumb"><a href="${root}leaderboard.html">Leaderboard</a></p>
<h1>${familyName(system)}</h1>
<p class="lead">${upper(familyText(system))}: ${rows.length} mitigations by <code>${metric}</code> at generation ${generation}.</p>
<p>M = ${typeof samples === 'number' ? count(samples) : 'infinite'} samples a generation, ${replicates} replicates${few}, seed ${seed}. ${
    inOverall ? 'It counts in the overall ranks.' : 'It runs too few of the mitigations to count in the overall ranks.'
  }</p>
${tableFilter('system-table', 'Filter mitigations')}
${table(rows, columnsOf(root), {
  caption: `Mitigations in ${familyName(system)}; click on a header to sort`,
  interactive: true,
  sorted: 0,
  id: 'system-table',
  compact: true,
})}
<p class="note">${charts.file('rows', data)} · <em>Difference</em>: the score, a paired log-ratio to replace on common seeds; negative is better. <em>Collapse</em>: the definitions that the record meets: ${DEFINITIONS}.
<em>Theory</em>: closed-form rows that the record is held to, all of the leaderboard tested together. <em>Record</em>: git's name of its content; <code>git log --find-object=NAME</code> names the commit.</p>
${charts.figure(ratiosChart(board))}
${charts.figure(systemParetoChart(board))}`;
  return {
    path,
    section: 'leaderboard',
    title: `${familyName(system)}, leaderboard`,
    description: `${rows.length} mitigations of model collapse in one system: ${familyText(system)}.`,
    body,
    files: charts.files,
  };
}

function columnsOf(root: string): readonly TableColumn<LeaderboardRow>[] {
  return [
    { title: 'rank', numeric: true, cell: (row) => rank(row.rank), sortBy: (row) => row.rank.estimate },
    {
      title: 'mitigation',
      heading: true,
      cell: (row) => html`<code>${row.mitigation}</code>${row.judge === null ? '' : ' †'}`,
      sortBy: (row) => row.mitigation,
    },
    { title: 'value', numeric: true, cell: (row) => interval(row.value), sortBy: (row) => row.value.estimate },
    { title: 'risk / replace', numeric: true, cell: (row) => interval(row.ratio), sortBy: (row) => row.ratio.estimate },
    { title: 'difference', numeric: true, cell: (row) => interval(row.difference), sortBy: (row) => row.difference.estimate },
    {
      title: 'real samples',
      numeric: true,
      cell: (row) => realText(row.realSamplesUsed, row.selectionSamplesUsed),
      sortBy: (row) => (row.realSamplesUsed === null ? null : row.realSamplesUsed + row.selectionSamplesUsed),
    },
    { title: 'trained', numeric: true, cell: (row) => times(row.samplesTrained), sortBy: (row) => row.samplesTrained },
    { title: 'generated', numeric: true, cell: (row) => times(row.samplesGenerated), sortBy: (row) => row.samplesGenerated },
    { title: 'front', cell: frontText, sortBy: frontText },
    { title: 'collapse', cell: collapseText, sortBy: (row) => row.collapse.met.length },
    { title: 'theory', cell: theoryText, sortBy: (row) => row.theory.rows },
    {
      title: 'bit for bit',
      cell: (row) => (row.environmentClass === null ? 'everywhere' : 'one class of machine'),
      sortBy: (row) => row.environmentClass ?? '',
    },
    {
      title: 'scenario',
      cell: (row) =>
        html`<a href="${root}${scenarioPath(row.scenario)}"><code>${row.scenarioHash.slice(0, 8)}</code><span class="vh"> ${row.scenario}</span></a>`,
    },
    {
      title: 'record',
      cell: (row) =>
        html`<a href="${root}${recordPath(row.scenario)}"><code>${row.recordObject.slice(0, 8)}</code><span class="vh"> record of ${row.scenario}</span></a>`,
    },
  ];
}

function collapseText({ collapse }: LeaderboardRow): string {
  const met = collapse.met.map(shortDefinition).join(' ');
  const undecided = collapse.undecided.map((each) => `${shortDefinition(each)}?`).join(' ');
  return [met, undecided].filter((part) => part !== '').join(' ') || 'none';
}

const shortDefinition = (name: string) => (name === 'early' ? 'E' : name === 'late' ? 'L' : name);

function theoryText({ theory }: LeaderboardRow): string {
  if (theory.rows === 0) return 'none';
  return theory.failed === 0 ? `${theory.rows} hold` : `${theory.failed} of ${theory.rows} fail`;
}

function flat(row: LeaderboardRow): Record<string, number | string | null> {
  return {
    mitigation: row.mitigation,
    rankLow: row.rank.low,
    rankHigh: row.rank.high,
    value: row.value.estimate,
    valueLow: row.value.low,
    valueHigh: row.value.high,
    ratio: row.ratio.estimate,
    ratioLow: row.ratio.low,
    ratioHigh: row.ratio.high,
    difference: row.difference.estimate,
    differenceLow: row.difference.low,
    differenceHigh: row.difference.high,
    realSamples: row.realSamplesUsed,
    selectionSamples: row.selectionSamplesUsed,
    trained: row.samplesTrained,
    generated: row.samplesGenerated,
    onFront: String(row.onFront),
    onFrontAtSameCompute: String(row.onFrontAtSameCompute),
    collapse: collapseText(row),
    theoryRows: row.theory.rows,
    theoryFailed: row.theory.failed,
    environmentClass: row.environmentClass,
    scenario: row.scenario,
    scenarioHash: row.scenarioHash,
    recordObject: row.recordObject,
  };
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
