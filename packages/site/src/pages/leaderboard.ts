import type { Leaderboard, OverallRow } from '@collapse-bench/harness';
import { chartsOf } from '../chart/figure.js';
import { type Html, html } from '../html/html.js';
import { interval, number, rank, times } from '../html/numbers.js';
import type { SitePage } from '../html/page.js';
import { type TableColumn, table, tableFilter } from '../html/table.js';
import { paretoChart, preservingChart, ranksChart } from './leaderboard-charts.js';
import { familyName, familyText } from './names.js';

const PATH = 'leaderboard.html';

export function leaderboardPage(board: Leaderboard): SitePage {
  const { overall, systems, without } = board;
  const charts = chartsOf(PATH);
  const best = overall.rows[0];
  const data = {
    columns: [
      'mitigation',
      'low',
      'high',
      'meanRank',
      'ratio',
      'ratioLow',
      'ratioHigh',
      'real',
      'selection',
      'trained',
      'generated',
    ].map((key) => ({ key, label: key })),
    rows: overall.rows.map((row) => ({
      mitigation: row.mitigation,
      low: row.rank.low,
      high: row.rank.high,
      meanRank: row.meanRank,
      ratio: row.ratio.estimate,
      ratioLow: row.ratio.low,
      ratioHigh: row.ratio.high,
      real: row.realShare,
      selection: row.selectionShare,
      trained: row.samplesTrained,
      generated: row.samplesGenerated,
    })),
  };
  const body = html`<h1>Leaderboard of mitigations</h1>
<p class="lead">What slows model collapse down, and at what price in real data? ${overall.rows.length} mitigations, ${systems.length} systems, one question each: how large is the typical risk at the last generation,
as a ratio to <em>replace</em>, which trains every model on the last one's output alone?</p>
<p>Below 1 is better than doing nothing. Runs of one system share their real data, so all comparisons are paired. <strong>Ranks are ranges</strong>: an order is shown only between rows whose ranges do not overlap.
The typical value is the median over replicates, for in these chains a rare run can carry the mean (<a href="errata.html">errata</a>).</p>

<h2 id="overall">Overall</h2>
<p>The mean over ${overall.systems.length} systems of the rank within each, among the mitigations that all of them ran. First stands <code>${best.mitigation}</code>, ${interval(best.ratio)} times the risk of replacing, for
${number(best.realShare)} data sets' worth of real samples.</p>
${tableFilter('overall-table', 'Filter mitigations')}
${table(overall.rows, overallColumns, { caption: 'Mitigations over all systems; click on a header to sort', interactive: true, sorted: 0, id: 'overall-table' })}
<p class="note">${charts.file('overall', data)} · † leans on a judge whose knowledge of the real distribution is no number of samples, so it has no price and is on no front. <em>Real</em>: distinct real samples trained on after the first model, in
original data sets; (+ n) only choose or weigh. <em>Trained</em>, <em>generated</em>: samples in all training sets and asked of models, over those of replace: the compute cost, counted and not clocked.</p>
${charts.figure(ranksChart(board))}

<h2 id="price">Quality against real data</h2>
<p>Real data are what everyone is short of. A mitigation is on the Pareto front when nothing else has both a lower risk and fewer distinct real samples; on the second front only those compete that compute no more than replace does.</p>
${charts.figure(paretoChart(board))}
${charts.figure(preservingChart(board))}

<h2 id="systems">System by system</h2>
<ul class="cards">${systems.map(systemCard)}</ul>
${overall.partial.length > 0 && partialSection(board)}
${without.length > 0 && withoutSection(board)}
<h2>Yours?</h2>
<p>A mitigation is one file and a pull request: <a href="contribute.html">how to add yours</a>.</p>`;
  return {
    path: PATH,
    section: 'leaderboard',
    title: 'Leaderboard of mitigations',
    description: `${overall.rows.length} ways to slow model collapse down, ranked over ${overall.systems.length} systems with intervals, and their price in real data.`,
    body,
    files: charts.files,
  };
}

const overallColumns: readonly TableColumn<OverallRow>[] = [
  {
    title: 'rank',
    cell: (row) => rank(row.rank),
    sortBy: (row) => row.rank.estimate,
    numeric: true,
    explanation: 'all ranks that the data do not rule out, 95%',
  },
  { title: 'mitigation', heading: true, cell: (row) => nameOf(row), sortBy: (row) => row.mitigation },
  { title: 'mean rank', numeric: true, cell: (row) => row.meanRank.toFixed(2), sortBy: (row) => row.meanRank },
  {
    title: 'risk / replace',
    numeric: true,
    cell: (row) => interval(row.ratio),
    sortBy: (row) => row.ratio.estimate,
    explanation: 'geometric mean over systems, 95% interval',
  },
  {
    title: 'real',
    numeric: true,
    cell: (row) => realText(row.realShare, row.selectionShare ?? 0),
    sortBy: (row) => (row.realShare === null ? null : row.realShare + (row.selectionShare ?? 0)),
  },
  { title: 'trained', numeric: true, cell: (row) => times(row.samplesTrained), sortBy: (row) => row.samplesTrained },
  { title: 'generated', numeric: true, cell: (row) => times(row.samplesGenerated), sortBy: (row) => row.samplesGenerated },
  { title: 'front', cell: frontText, sortBy: (row) => frontText(row) },
];

function nameOf({ mitigation, judge, settings }: OverallRow): Html {
  const options = settings.map(({ systems, mitigation: { id, ...rest } }) => {
    const words = Object.entries(rest).map(([key, value]) => `${key} ${String(value)}`);
    return `${String(id)}${words.length > 0 ? `: ${words.join(', ')}` : ''}${settings.length > 1 ? ` (${systems.join(', ')})` : ''}`;
  });
  return html`<code title="${options.join('; ')}">${mitigation}</code>${judge === null ? '' : ' †'}`;
}

export function realText(real: number | null, selection: number): string {
  return `${number(real)}${selection > 0 ? ` (+ ${number(selection)})` : ''}`;
}

export function frontText({ onFront, onFrontAtSameCompute }: { onFront: boolean; onFrontAtSameCompute: boolean }): string {
  return [onFront && 'all', onFrontAtSameCompute && '1×'].filter(Boolean).join(', ');
}

function systemCard({ system, rows, metric, generation, replicates }: Leaderboard['systems'][number]): Html {
  const [first] = rows;
  return html`<li><a href="leaderboard/${system}.html"><strong>${familyName(system)}</strong></a>
<p>${familyText(system)}</p>
<p class="note">${rows.length} mitigations by <code>${metric}</code> at generation ${generation}, ${replicates} replicates. First: <code>${first.mitigation}</code>, ${interval(first.ratio)}.</p></li>\n`;
}

function partialSection({ overall }: Leaderboard): Html {
  return html`<h3>Run in some of these systems only</h3>
<p>Not ranked: the systems without them might be the hard ones. Where they stand in those that ran them: 0 first in each, 1 last in each.</p>
${table(
  overall.partial,
  [
    { title: 'mitigation', heading: true, cell: ({ mitigation }) => html`<code>${mitigation}</code>` },
    { title: 'systems', cell: (row) => row.systems.map(familyName).join(', ') },
    { title: 'mean percentile', numeric: true, cell: ({ meanPercentile }) => meanPercentile.toFixed(2) },
  ],
  { caption: 'Mitigations that not all systems ran', quiet: true, roomy: true },
)}`;
}

function withoutSection({ without }: Leaderboard): Html {
  return html`<details><summary>Without a score: ${without.length}</summary><ul>${without.map(
    ({ system, mitigation, reason }) =>
      html`<li><code>${mitigation === undefined ? system : `grid/${system}/${mitigation}`}</code>: ${reason}</li>`,
  )}</ul></details>`;
}
