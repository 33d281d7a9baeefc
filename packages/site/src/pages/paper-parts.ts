import type { PaperChart, PaperOurs, PaperRun, PaperSeries, PaperVerdict } from '@collapse-bench/harness';
import * as Plot from '@observablehq/plot';
import type { ChartSpec, LegendEntry } from '../chart/figure.js';
import { type Html, html } from '../html/html.js';
import { interval, number } from '../html/numbers.js';
import { table } from '../html/table.js';
import { recordPath, scenarioPath } from './names.js';

/** Not the colour of theory, of which there is at most one curve where it has a colour of its own. */
const OURS = ['var(--c1)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)', 'var(--c7)', 'var(--c8)'];
const THEORY = 'var(--c2)';
const PAPER = 'currentColor';
/** Between the points of neighbouring series, in pixels. */
const SHIFT = 4;

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
  const drawn = coloured(chart.series);
  const points = chart.series.flatMap(pointsOf);
  const onAxes = ({ x, y }: Point) => (chart.x.scale === 'linear' || x > 0) && (chart.y.scale === 'linear' || y > 0);
  // Side by side, where several series have points at one place.
  const beside = chart.series.filter(({ mark }) => mark === 'points');
  const shiftOf = (series: PaperSeries) =>
    series.mark === 'points' ? SHIFT * (beside.indexOf(series) - (beside.length - 1) / 2) : 0;
  const first = points.at(0);
  const overlaid = chart.series.filter(({ mark }) => mark === 'bars').length > 1 || chart.y.scale === 'log';
  const names = chart.series.map(({ name }) => name).join('; ');
  const discrete = chart.series.some(({ mark }) => mark === 'bars') && chart.y.scale === 'linear';
  return {
    id: chart.id,
    title: chart.title,
    description: `${chart.y.title} against ${chart.x.title}: ${names}.${first === undefined ? '' : ` ${points.length} points, listed below.`}`,
    plot: {
      height: 340,
      x: { type: chart.x.scale, label: chart.x.title, ...(chart.x.scale === 'log' ? { ticks: 5, tickFormat: tick } : {}) },
      y: { type: chart.y.scale, label: chart.y.title, grid: true, ticks: 5, tickFormat: tick, tickSize: 0 },
      marks: [
        ...(discrete ? [Plot.ruleY([0], { stroke: 'var(--muted)' })] : []),
        ...drawn.flatMap(({ series, colour }) =>
          marksOf(series, broken(series, pointsOf(series).filter(onAxes)), { colour, overlaid, shift: shiftOf(series) }),
        ),
      ],
    },
    legend: legendOf(drawn),
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

interface Drawn {
  readonly series: PaperSeries;
  readonly colour: string;
}

/** As many curves of theory as of ours: each has the colour of the one that it is about. */
function coloured(series: readonly PaperSeries[]): Drawn[] {
  const own = series.filter(({ kind }) => kind === 'ours');
  const theory = series.filter(({ kind }) => kind === 'theory');
  const colourOf = (each: PaperSeries) => {
    if (each.kind === 'paper') return PAPER;
    if (each.kind === 'ours') return OURS[own.indexOf(each) % OURS.length];
    return theory.length === 1 ? THEORY : OURS[theory.indexOf(each) % OURS.length];
  };
  return series.map((each) => ({ series: each, colour: colourOf(each) }));
}

function legendOf(drawn: readonly Drawn[]): LegendEntry[] {
  const of = (kind: PaperSeries['kind']) => drawn.filter(({ series }) => series.kind === kind);
  const theory = of('theory');
  // One word for all curves of theory that go with curves of ours.
  const paired = theory.length > 1 && theory.length === of('ours').length && theory.every(({ series }) => series.mark === 'line');
  return drawn
    .flatMap(({ series: { name, kind, mark }, colour }): LegendEntry[] => {
      if (kind === 'theory' && paired) return [];
      const label = kind === 'ours' ? name : `${name} (${kind})`;
      return [{ colour, label, shape: kind === 'theory' && mark === 'line' ? 'dashed' : mark === 'points' ? 'dot' : 'line' }];
    })
    .concat(
      paired
        ? [{ colour: 'var(--muted)', label: `theory: ${theory[0].series.name.replace(/,? M = [\d,.e]+/, '')}`, shape: 'dashed' }]
        : [],
    );
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

/** A histogram whose bins are left out somewhere: its outline has a gap there. */
function broken({ mark, x }: PaperSeries, points: readonly Point[]): Point[] {
  if (mark !== 'bars' || points.length < 2) return [...points];
  const steps = x.slice(1).map((value, i) => value - x[i]);
  const bin = Math.min(...steps.filter((step) => step > 0));
  return points.flatMap((point, i) =>
    i > 0 && point.x - points[i - 1].x > 1.5 * bin ? [{ ...point, y: Number.NaN }, point] : [point],
  );
}

/** More points than this need no dots on their line. */
const FEW = 30;

interface Look {
  readonly colour: string;
  /** Bars lie on others, or have no zero to stand on: their outline is drawn instead. */
  readonly overlaid: boolean;
  /** To the right, in pixels. */
  readonly shift: number;
}

function marksOf(
  { mark, kind, lower }: PaperSeries,
  points: readonly Point[],
  { colour, overlaid, shift }: Look,
): Plot.Markish[] {
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
    ? [Plot.link(within, { x1: 'x', x2: 'x', y1: 'lower', y2: 'upper', stroke: colour, strokeWidth: 1.5, dx: shift })]
    : [];
  if (mark === 'bars' && overlaid) return [...bars, Plot.line(points, { ...at, stroke: colour, strokeWidth: 2, curve: 'step' })];
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
      dx: shift,
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
    { caption: 'Runs', quiet: true, roomy: true },
  );
}
