import { mitigationOf, systemOf } from '@collapse-bench/harness';
import * as Plot from '@observablehq/plot';
import { type ChartSpec, type Charts, chartsOf } from '../chart/figure.js';
import { type Html, html, prose } from '../html/html.js';
import { count, number } from '../html/numbers.js';
import { rootOf, type SitePage } from '../html/page.js';
import { table } from '../html/table.js';
import type { ScenarioRecord } from '../records/records.js';
import type { Summary } from '../records/summary.js';
import { familyName, familyOf, recordPath, scenarioPath } from './names.js';
import { samplesText } from './scenarios.js';

type Theory = ScenarioRecord['theory'][number];

/** One scenario: what it is, how to run it, its values with theory beside them. */
export function scenarioPage(record: ScenarioRecord): SitePage {
  const { loaded, result } = record;
  const { id, scenario, hash, file } = loaded;
  const path = scenarioPath(id);
  const root = rootOf(path);
  const charts = chartsOf(path);
  const system = systemOf(scenario.system.id);
  const mitigation = mitigationOf(scenario.mitigation.id);
  const { id: _system, ...systemOptions } = scenario.system;
  const { id: _mitigation, ...mitigationOptions } = scenario.mitigation;
  const family = familyOf(id);
  const body = html`<p class="crumb"><a href="${root}scenarios.html">Scenarios</a> / <a href="${root}scenarios.html#${family}">${familyName(family)}</a></p>
<h1>${scenario.title}</h1>
${scenario.description === undefined ? '' : html`<p class="lead">${prose(scenario.description)}</p>`}
<pre class="command" tabindex="0"><code>pnpm collapse run ${id}</code></pre>
<dl class="facts">
${fact('Scenario', html`<code>${id}</code>`)}
${scenario.paper === undefined ? '' : fact('In the paper', scenario.paper)}
${fact('System', html`${system.summary} <code class="options">${JSON.stringify(systemOptions)}</code>`)}
${fact('Mitigation', html`<code>${mitigation.id}</code>: ${mitigation.summary} ${Object.keys(mitigationOptions).length > 0 ? html`<code class="options">${JSON.stringify(mitigationOptions)}</code>` : ''}`)}
${fact('Size', `M = ${samplesText(scenario.samples)} samples a generation, ${count(scenario.generations)} generations, ${count(scenario.replicates)} replicates, seed ${scenario.seed}`)}
${fact('Reproduced', system.determinism === 'portable' ? 'the same bytes on every machine' : `the same bytes within one class of machine${result?.environmentClass === undefined ? '' : ` (recorded on ${result.environmentClass})`}; elsewhere by paired tests`)}
${fact('Files', html`<code>${file}</code>, hash <code>${hash.slice(0, 16)}…</code>${result === undefined ? '' : html`; <a href="${root}${recordPath(id)}">the accepted record</a>`}`)}
</dl>
${result === undefined ? html`<p class="empty">No accepted result yet, so nothing is drawn here: ${record.reason ?? ''}.</p>` : valuesSection(record, charts)}
<h2>Metrics</h2>
<dl class="metrics">${scenario.metrics.map((name) => {
    const metric = system.metrics.find((each) => each.id === name);
    return html`<dt><code>${name}</code></dt><dd>${metric?.summary ?? ''} <span class="note">${metric?.direction.replaceAll('-', ' ') ?? ''}</span></dd>`;
  })}</dl>`;
  return {
    path,
    section: 'scenarios',
    title: scenario.title,
    description: scenario.description ?? scenario.title,
    body,
    files: charts.files,
  };
}

function fact(term: string, description: Html | string): Html {
  return html`<dt>${term}</dt><dd>${description}</dd>`;
}

function valuesSection(record: ScenarioRecord, charts: Charts): Html {
  const { summaries, theory, loaded } = record;
  const chart = mainChart(record);
  return html`<h2>Values</h2>
${chart === undefined ? '' : charts.figure(chart)}
${loaded.scenario.metrics.map((metric) => metricTable(metric, summaries, theory, charts))}`;
}

/** What theory says of the mean, where it does; else of what it does. */
function theoryAt(theory: readonly Theory[], metric: string, generation: number): Theory | undefined {
  const rows = theory.filter((row) => row.metric === metric && row.generation === generation);
  const rankOf = (row: Theory) =>
    ['exact', 'asymptotic', 'lower-bound', 'upper-bound'].indexOf(row.kind) + (row.statistic === 'mean' ? 0 : 10);
  return rows.sort((a, b) => rankOf(a) - rankOf(b))[0];
}

const KINDS: Readonly<Record<Theory['kind'], string>> = {
  exact: '',
  asymptotic: '≈ ',
  'lower-bound': '≥ ',
  'upper-bound': '≤ ',
};

function metricTable(metric: string, summaries: readonly Summary[], theory: readonly Theory[], charts: Charts): Html {
  const rows = summaries.filter((row) => row.metric === metric);
  if (rows.length === 0) return html`<h3><code>${metric}</code></h3><p>No replicate has a number.</p>`;
  const many = rows.some(({ count: replicates }) => replicates > 1);
  const known = rows.map((row) => ({ ...row, theory: theoryAt(theory, metric, row.generation) }));
  const hasTheory = known.some((row) => row.theory !== undefined);
  const others = theory.filter((row) => row.metric === metric && !known.some((each) => each.theory === row));
  const data = {
    columns: [
      'generation',
      'replicates',
      'mean',
      'median',
      'low',
      'high',
      'theory',
      'kind',
      'statistic',
      'oracle',
      'measured',
      'z',
    ].map((key) => ({ key, label: key })),
    rows: known.map((row) => ({
      generation: row.generation,
      replicates: row.count,
      mean: row.mean,
      median: row.median,
      low: row.low,
      high: row.high,
      theory: row.theory?.prediction ?? null,
      kind: row.theory?.kind ?? null,
      statistic: row.theory?.statistic ?? null,
      oracle: row.theory?.oracle ?? null,
      measured: row.theory?.measured ?? null,
      z: row.theory?.z ?? null,
    })),
  };
  const link = charts.file(metric, data);
  type Row = (typeof known)[number];
  return html`<h3><code>${metric}</code></h3>
${table<Row>(
  known,
  [
    { title: 'generation', numeric: true, heading: true, cell: (row) => count(row.generation) },
    { title: many ? 'mean' : 'value', numeric: true, cell: (row) => number(row.mean, 4) },
    ...(many
      ? [
          { title: 'median', numeric: true, cell: (row: Row) => number(row.median, 4) },
          { title: '5% to 95%', numeric: true, cell: (row: Row) => `${number(row.low)} to ${number(row.high)}` },
        ]
      : []),
    ...(hasTheory
      ? [
          {
            title: 'theory',
            numeric: true,
            cell: (row: Row) => (row.theory === undefined ? '' : `${KINDS[row.theory.kind]}${number(row.theory.prediction, 4)}`),
          },
          { title: 'of', cell: (row: Row) => (row.theory === undefined ? '' : `${row.theory.statistic} (${row.theory.oracle})`) },
          {
            title: 'z',
            numeric: true,
            cell: (row: Row) => (row.theory?.z === null || row.theory?.z === undefined ? '' : number(row.theory.z, 2)),
          },
        ]
      : []),
  ],
  { caption: `${metric} by generation`, quiet: true },
)}
<p class="note">${link}${others.length > 0 ? html` · also held against ${others.length} more rows of theory (${[...new Set(others.map(({ oracle }) => oracle))].join(', ')})` : ''}</p>`;
}

/** A chart of few points says no more than the table. */
const FEWEST = 5;

/** The metric of risk, else the first, with enough generations: its typical run, its spread and what theory says. */
function mainChart({ loaded, summaries, theory }: ScenarioRecord): ChartSpec | undefined {
  const risk = systemOf(loaded.scenario.system.id).aspects?.risk?.metric;
  for (const metric of [...loaded.scenario.metrics].sort((a, b) => Number(b === risk) - Number(a === risk))) {
    const rows = summaries.filter((row) => row.metric === metric);
    if (rows.length >= FEWEST) return metricChart(metric, rows, theory);
  }
  return undefined;
}

/** Values over so many orders of magnitude are drawn on a logarithmic axis. */
const WIDE = 50;

function metricChart(metric: string, rows: readonly Summary[], theory: readonly Theory[]): ChartSpec {
  const many = rows.some(({ count: replicates }) => replicates > 1);
  const predicted = rows.flatMap(({ generation }) => {
    const row = theoryAt(theory, metric, generation);
    return row === undefined || row.statistic !== 'mean' ? [] : [{ generation, prediction: row.prediction, kind: row.kind }];
  });
  const values = [
    ...rows.flatMap(({ low, high, mean, median }) => [low, high, mean, median]),
    ...predicted.map(({ prediction }) => prediction),
  ];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const wide = least > 0 && most / least > WIDE;
  const last = rows[rows.length - 1];
  const long = last.generation >= 50;
  return {
    id: `chart-${metric}`,
    title: `${metric} by generation`,
    description: `From ${number(rows[0].mean)} at generation ${rows[0].generation} to ${number(last.mean)} at generation ${last.generation} (mean over replicates)${predicted.length > 0 ? '; theory beside it' : ''}.`,
    plot: {
      height: 300,
      x: { label: 'generation', type: long ? 'log' : 'linear', ...(long ? { ticks: 4, tickFormat: 'd' } : {}) },
      y: { label: null, type: wide ? 'log' : 'linear', grid: true, ticks: 5, tickFormat: (value: number) => number(value, 2) },
      marks: [
        ...(many ? [Plot.areaY(rows, { x: 'generation', y1: 'low', y2: 'high', fill: 'var(--c1)', fillOpacity: 0.16 })] : []),
        ...(many ? [Plot.line(rows, { x: 'generation', y: 'median', stroke: 'var(--c1)', strokeDasharray: '3 4' })] : []),
        Plot.line(rows, { x: 'generation', y: 'mean', stroke: 'var(--c1)', strokeWidth: 2 }),
        Plot.dot(rows, { x: 'generation', y: 'mean', fill: 'var(--c1)', r: 3 }),
        Plot.dot(predicted, { x: 'generation', y: 'prediction', stroke: 'var(--c2)', strokeWidth: 2, r: 6 }),
      ],
    },
    legend: [
      { colour: 'var(--c1)', label: many ? 'mean over replicates' : 'value', shape: 'line' },
      ...(many
        ? [
            { colour: 'var(--c1)', label: 'median', shape: 'dashed' as const },
            { colour: 'var(--c1)', label: '5% to 95%', shape: 'band' as const },
          ]
        : []),
      ...(predicted.length > 0 ? [{ colour: 'var(--c2)', label: 'theory, of the mean', shape: 'dot' as const }] : []),
    ],
    data: {
      columns: [
        { key: 'generation', label: 'generation' },
        { key: 'mean', label: 'mean' },
        { key: 'median', label: 'median' },
        { key: 'low', label: '5%' },
        { key: 'high', label: '95%' },
        { key: 'prediction', label: 'theory' },
      ],
      rows: rows.map(({ generation, mean, median, low, high }) => ({
        generation,
        mean,
        median,
        low,
        high,
        prediction: predicted.find((each) => each.generation === generation)?.prediction ?? null,
      })),
    },
  };
}
