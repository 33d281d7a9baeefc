import type { PaperChart, PaperOurs, PaperRun, PaperSeries, PaperVerdict } from '@collapse-bench/harness';
import * as Plot from '@observablehq/plot';
import type { ChartSpec } from '../chart/figure.js';
import { type Html, html } from '../html/html.js';
import { interval, number } from '../html/numbers.js';
import { table } from '../html/table.js';
import { recordPath, scenarioPath } from './names.js';

const OURS = ['var(--c1)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)'];
const THEORY = 'var(--c2)';
const PAPER = 'currentColor';

/** A verdict as a word with a colour of its own. */
export function badge(verdict: PaperVerdict | string): Html {
  return html`<span class="badge ${verdict.replace(/[^a-z]+/g, '-')}">${verdict}</span>`;
}

export function oursText(ours: PaperOurs | null): string {
  return ours === null ? 'not run' : interval(ours, 4);
}

interface Point {
  readonly series: string;
  readonly kind: PaperSeries['kind'];
  readonly x: number;
  readonly y: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly scenario: string | null;
}

/** A chart of the report, drawn. Logarithmic axes leave out what is not positive; the data have it. */
export function paperChart(chart: PaperChart): ChartSpec {
  let next = 0;
  const drawn = chart.series.map((series) => ({
    series,
    colour: series.kind === 'ours' ? OURS[next++ % OURS.length] : series.kind === 'theory' ? THEORY : PAPER,
  }));
  const points = chart.series.flatMap(pointsOf);
  const seen = (point: Point) => (chart.x.scale === 'linear' || point.x > 0) && (chart.y.scale === 'linear' || point.y > 0);
  const [first] = points;
  const names = chart.series.map(({ name }) => name).join('; ');
  const discrete = chart.series.some(({ mark }) => mark === 'bars');
  return {
    id: chart.id,
    title: chart.title,
    description: `${chart.y.title} against ${chart.x.title}: ${names}.${first === undefined ? '' : ` ${points.length} points, listed below.`}`,
    plot: {
      height: 340,
      x: { type: chart.x.scale, label: chart.x.title, ...(chart.x.scale === 'log' ? { ticks: 5, tickFormat: tick } : {}) },
      y: { type: chart.y.scale, label: chart.y.title, grid: true, ticks: 5, tickFormat: tick },
      marks: [
        ...(discrete && chart.y.scale === 'linear' ? [Plot.ruleY([0], { stroke: 'var(--muted)' })] : []),
        ...drawn.flatMap(({ series, colour }) => marksOf(series, pointsOf(series).filter(seen), colour)),
      ],
    },
    legend: drawn.map(({ series, colour }) => ({
      colour,
      label:
        series.kind === 'theory' ? `${series.name} (theory)` : series.kind === 'paper' ? `${series.name} (paper)` : series.name,
      shape: series.kind === 'theory' && series.mark === 'line' ? 'dashed' : series.mark === 'line' ? 'line' : 'dot',
    })),
    caption: chart.series.some(({ lower }) => lower !== null) ? chart.band : undefined,
    data: {
      columns: [
        { key: 'series', label: 'series' },
        { key: 'kind', label: 'kind' },
        { key: 'x', label: chart.x.title },
        { key: 'y', label: chart.y.title },
        { key: 'lower', label: 'low' },
        { key: 'upper', label: 'high' },
        { key: 'scenario', label: 'scenario' },
      ],
      rows: points as unknown as ChartSpec['data']['rows'],
    },
  };
}

function pointsOf({ name, kind, x, y, lower, upper, scenario }: PaperSeries): Point[] {
  return x.map((value, i) => ({
    series: name,
    kind,
    x: value,
    y: y[i],
    lower: lower?.[i] ?? null,
    upper: upper?.[i] ?? null,
    scenario,
  }));
}

/** More points than this need no dots on their line. */
const FEW = 30;

function marksOf({ mark, kind, lower }: PaperSeries, points: readonly Point[], colour: string): Plot.Markish[] {
  const banded = lower !== null;
  const at = { x: 'x', y: 'y' } as const;
  const ends = { x: 'x', y1: 'lower', y2: 'upper' } as const;
  const within = points.filter((point) => point.lower !== null && point.lower > Number.NEGATIVE_INFINITY);
  if (mark === 'line') {
    return [
      ...(banded ? [Plot.areaY(within, { ...ends, fill: colour, fillOpacity: 0.16 })] : []),
      Plot.line(points, { ...at, stroke: colour, strokeWidth: 2, ...(kind === 'theory' ? { strokeDasharray: '6 4' } : {}) }),
      ...(kind !== 'theory' && points.length <= FEW ? [Plot.dot(points, { ...at, fill: colour, r: 2.8 })] : []),
    ];
  }
  const bars = banded
    ? [Plot.link(within, { x1: 'x', x2: 'x', y1: 'lower', y2: 'upper', stroke: colour, strokeWidth: 1.5 })]
    : [];
  if (mark === 'bars')
    return [
      ...bars,
      Plot.ruleX(points, { ...at, y1: 0, y2: 'y', x: 'x', stroke: colour, strokeWidth: 2.5, strokeOpacity: 0.75 }),
    ];
  return [
    ...bars,
    Plot.dot(points, {
      ...at,
      fill: colour,
      r: kind === 'paper' ? 5 : 3.5,
      ...(kind === 'paper' ? { symbol: 'diamond' as const } : {}),
    }),
  ];
}

function tick(value: number): string {
  return number(value, 2);
}

/** The runs behind a figure or an erratum: the exact command, its size and its cost. */
export function runsTable(runs: readonly PaperRun[], root: string): Html | undefined {
  if (runs.length === 0) return undefined;
  return table(
    runs,
    [
      {
        title: 'run',
        heading: true,
        cell: ({ scenario, title }) => html`<a href="${root}${scenarioPath(scenario)}">${title}</a>`,
      },
      { title: 'command', cell: ({ command }) => html`<code>${command}</code>` },
      { title: 'size', cell: ({ size, paperScale }) => `${size}${paperScale ? '' : " (not the paper's)"}` },
      { title: 'cost', cell: ({ cost }) => cost },
      {
        title: 'record',
        cell: ({ record, recordObject, scenario, without }) =>
          record === null
            ? (without ?? 'none yet')
            : html`<a href="${root}${recordPath(scenario)}"><code>${(recordObject ?? 'record').slice(0, 8)}</code><span class="vh"> record of ${scenario}</span></a>`,
      },
      {
        title: 'theory',
        cell: ({ theory }) =>
          theory.rows === 0
            ? ''
            : theory.failed === 0
              ? `${theory.rows} rows hold`
              : `${theory.failed} of ${theory.rows} rows fail`,
      },
    ],
    { caption: 'Runs' },
  );
}
