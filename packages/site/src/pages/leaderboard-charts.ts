import type { Leaderboard, LeaderboardSystem } from '@collapse-bench/harness';
import * as Plot from '@observablehq/plot';
import type { ChartSpec } from '../chart/figure.js';
import { familyName } from './names.js';

type Board = Leaderboard;

const ROW = 22;
const NAME_MARGIN = 150;

/** The rank intervals of all mitigations below each other. */
export function ranksChart({ overall }: Board): ChartSpec {
  const rows = overall.rows.map(({ mitigation, rank, meanRank }) => ({ mitigation, ...rank, meanRank }));
  return {
    id: 'ranks',
    title: 'Overall ranks that the data do not rule out',
    description: `For each of ${rows.length} mitigations the range of overall ranks at 95% confidence, best on top: ${rows[0].mitigation} has ${rows[0].low} to ${rows[0].high}.`,
    plot: {
      height: ROW * rows.length + 60,
      marginLeft: NAME_MARGIN,
      x: { label: 'rank', domain: [0.5, rows.length + 0.5], ticks: 10, grid: true, tickFormat: 'd' },
      y: { label: null, domain: rows.map(({ mitigation }) => mitigation), tickSize: 0 },
      marks: [
        Plot.ruleY(rows, {
          y: 'mitigation',
          x1: ({ low }) => low - 0.3,
          x2: ({ high }) => high + 0.3,
          stroke: 'var(--c1)',
          strokeWidth: 7,
          strokeLinecap: 'round',
          strokeOpacity: 0.45,
        }),
        Plot.dot(rows, { y: 'mitigation', x: 'estimate', fill: 'var(--c1)', r: 4 }),
      ],
    },
    legend: [
      { colour: 'var(--c1)', label: 'rank', shape: 'dot' },
      { colour: 'var(--c1)', label: 'range', shape: 'band' },
    ],
    data: {
      columns: [
        { key: 'mitigation', label: 'mitigation' },
        { key: 'estimate', label: 'rank' },
        { key: 'low', label: 'lowest rank' },
        { key: 'high', label: 'highest rank' },
        { key: 'meanRank', label: 'mean rank over systems' },
      ],
      rows,
    },
  };
}

interface Priced {
  readonly mitigation: string;
  readonly price: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly front: string;
}

/** Below this price the axis is linear, so that nothing has its place. */
const LINEAR_TO = 0.1;

function paretoSpec(id: string, title: string, unit: string, of: string, rows: readonly Priced[], linearTo: number): ChartSpec {
  const on = rows.filter(({ front }) => front !== '');
  const steps = on.filter(({ front }) => front.includes('all')).sort((a, b) => a.price - b.price);
  return {
    id,
    title,
    description: `${rows.length} mitigations by their price in real samples and by ${of}; ${on.length} are on a Pareto front: ${on.map(({ mitigation }) => mitigation).join(', ')}.`,
    plot: {
      height: 400,
      marginRight: 96,
      x: { type: 'symlog', constant: linearTo, label: unit, grid: true, ticks: 7 },
      y: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: (value: number) => tick(value), ticks: 6 },
      marks: [
        Plot.ruleY([1], { stroke: 'var(--muted)', strokeDasharray: '4 4' }),
        Plot.line(steps, { x: 'price', y: 'ratio', curve: 'step-after', stroke: 'var(--c2)', strokeOpacity: 0.6 }),
        Plot.link(rows, { x1: 'price', x2: 'price', y1: 'low', y2: 'high', stroke: 'currentColor', strokeOpacity: 0.5 }),
        Plot.dot(
          rows.filter(({ front }) => front === ''),
          { x: 'price', y: 'ratio', fill: 'var(--surface)', stroke: 'var(--muted)', strokeWidth: 1.5, r: 4 },
        ),
        Plot.dot(on, { x: 'price', y: 'ratio', fill: 'var(--c2)', r: 5 }),
        Plot.text(apart(on), {
          x: 'price',
          y: 'ratio',
          text: 'mitigation',
          textAnchor: 'start',
          dx: 9,
          fontSize: 12,
          fill: 'currentColor',
        }),
      ],
    },
    legend: [
      { colour: 'var(--c2)', label: 'on a Pareto front', shape: 'dot' },
      { colour: 'var(--muted)', label: 'others', shape: 'dot' },
      { colour: 'var(--muted)', label: 'replace: no better than doing nothing', shape: 'dashed' },
    ],
    data: {
      columns: [
        { key: 'mitigation', label: 'mitigation' },
        { key: 'price', label: unit },
        { key: 'ratio', label: 'risk over that of replace' },
        { key: 'low', label: 'low (95%)' },
        { key: 'high', label: 'high (95%)' },
        { key: 'front', label: 'front' },
      ],
      rows: [...rows].sort((a, b) => a.price - b.price || a.ratio - b.ratio) as unknown as ChartSpec['data']['rows'],
    },
  };
}

/** Names that would lie on each other: of neighbours only the first is written; the table has all. */
function apart(rows: readonly Priced[]): Priced[] {
  const kept: Priced[] = [];
  for (const row of [...rows].sort((a, b) => a.ratio - b.ratio)) {
    const near = kept.some(
      (other) =>
        Math.abs(Math.log(row.ratio / other.ratio)) < 0.28 && Math.abs(row.price - other.price) < 0.5 * Math.max(row.price, 0.3),
    );
    if (!near) kept.push(row);
  }
  return kept;
}

function tick(value: number): string {
  return value >= 1 ? String(value) : String(Number(value.toPrecision(1)));
}

const frontText = (row: { readonly onFront: boolean; readonly onFrontAtSameCompute: boolean }) =>
  [row.onFront && 'all', row.onFrontAtSameCompute && 'same compute'].filter(Boolean).join(', ');

/** Risk against distinct real samples over all systems. Mitigations that lean on a judge have no price and are left out. */
export function paretoChart({ overall }: Board): ChartSpec {
  const rows = overall.rows.flatMap((row) =>
    row.judge !== null || row.realShare === null
      ? []
      : [
          {
            mitigation: row.mitigation,
            price: row.realShare + (row.selectionShare ?? 0),
            ratio: row.ratio.estimate,
            low: row.ratio.low,
            high: row.ratio.high,
            front: frontText(row),
          },
        ],
  );
  return paretoSpec(
    'pareto',
    'Risk against distinct real samples, all systems',
    'distinct real samples, in original data sets',
    'their geometric mean risk over that of replacing everything',
    rows,
    LINEAR_TO,
  );
}

/** The same within one system. */
export function systemParetoChart({ system, rows, samples }: LeaderboardSystem): ChartSpec {
  const priced = rows.flatMap((row) =>
    row.judge !== null || row.realSamplesUsed === null || row.ratio.estimate <= 0
      ? []
      : [
          {
            mitigation: row.mitigation,
            price: row.realSamplesUsed + row.selectionSamplesUsed,
            ratio: row.ratio.estimate,
            low: row.ratio.low,
            high: row.ratio.high,
            front: frontText(row),
          },
        ],
  );
  return paretoSpec(
    'pareto',
    `${familyName(system)}: risk against distinct real samples`,
    'distinct real samples',
    'their risk over that of replacing everything',
    priced,
    LINEAR_TO * (typeof samples === 'number' ? samples : 1),
  );
}

/** Every mitigation's risk over that of replace with its interval. */
export function ratiosChart({ system, rows }: LeaderboardSystem): ChartSpec {
  const shown = rows
    .map(({ mitigation, ratio }) => ({ mitigation, ...ratio }))
    .filter(({ low }) => low > 0)
    .sort((a, b) => a.estimate - b.estimate);
  return {
    id: 'ratios',
    title: `${familyName(system)}: risk over that of replace`,
    description: `Ratios with 95% intervals on a logarithmic axis, from ${shown[0].mitigation} to ${shown[shown.length - 1].mitigation}; below 1 is better than replacing all data.`,
    plot: {
      height: ROW * shown.length + 60,
      marginLeft: NAME_MARGIN,
      x: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: (value: number) => tick(value), ticks: 5 },
      y: { label: null, domain: shown.map(({ mitigation }) => mitigation), tickSize: 0 },
      marks: [
        Plot.ruleX([1], { stroke: 'var(--muted)', strokeDasharray: '4 4' }),
        Plot.ruleY(shown, { y: 'mitigation', x1: 'low', x2: 'high', stroke: 'var(--c1)', strokeWidth: 2 }),
        Plot.dot(shown, { y: 'mitigation', x: 'estimate', fill: 'var(--c1)', r: 4 }),
      ],
    },
    data: {
      columns: [
        { key: 'mitigation', label: 'mitigation' },
        { key: 'estimate', label: 'risk over that of replace' },
        { key: 'low', label: 'low (95%)' },
        { key: 'high', label: 'high (95%)' },
      ],
      rows: shown,
    },
  };
}

/** What preserving a fraction of the original data buys, system by system. */
export function preservingChart({ preserving, overall }: Board): ChartSpec {
  const perSystem = preserving.flatMap(({ fraction, systems }) =>
    systems.map(({ system, ratio }) => ({ series: familyName(system), percent: 100 * fraction, ...ratio })),
  );
  const means = preserving.map(({ fraction, ratio }) => ({ series: 'geometric mean', percent: 100 * fraction, ...ratio }));
  const last = overall.systems.flatMap((system) =>
    perSystem.filter(({ series, percent }) => series === familyName(system) && percent === 100),
  );
  return {
    id: 'preserving',
    title: 'What preserving real data buys',
    description: `Risk over that of replace against the percentage of the original data kept, for ${overall.systems.length} systems and their geometric mean; it falls everywhere, most from the first tenth on.`,
    plot: {
      height: 380,
      marginRight: 130,
      x: {
        type: 'symlog',
        constant: 1,
        label: 'original data kept (%)',
        ticks: [0, 1, 5, 10, 25, 50, 100],
        tickFormat: 'd',
        domain: [0, 100],
      },
      y: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: (value: number) => tick(value), ticks: 6 },
      marks: [
        Plot.line(perSystem, { x: 'percent', y: 'estimate', z: 'series', stroke: 'var(--muted)', strokeWidth: 1.2 }),
        Plot.text(spread(last), {
          x: 'percent',
          y: 'at',
          text: 'series',
          textAnchor: 'start',
          dx: 8,
          fontSize: 12,
          fill: 'var(--muted)',
        }),
        Plot.areaY(means, { x: 'percent', y1: 'low', y2: 'high', fill: 'var(--c1)', fillOpacity: 0.2 }),
        Plot.line(means, { x: 'percent', y: 'estimate', stroke: 'var(--c1)', strokeWidth: 2.5 }),
        Plot.dot(means, { x: 'percent', y: 'estimate', fill: 'var(--c1)', r: 4 }),
      ],
    },
    legend: [
      { colour: 'var(--c1)', label: 'geometric mean over systems', shape: 'line' },
      { colour: 'var(--muted)', label: 'one system', shape: 'line' },
    ],
    data: {
      columns: [
        { key: 'series', label: 'system' },
        { key: 'percent', label: 'original data kept (%)' },
        { key: 'estimate', label: 'risk over that of replace' },
        { key: 'low', label: 'low (95%)' },
        { key: 'high', label: 'high (95%)' },
      ],
      rows: [...means, ...perSystem],
    },
  };
}

/** Labels at the end of lines, moved apart where they would touch (on a logarithmic axis). */
function spread<Row extends { readonly estimate: number }>(rows: readonly Row[]): (Row & { readonly at: number })[] {
  const GAP = 1.22;
  let previous = 0;
  return [...rows]
    .sort((a, b) => a.estimate - b.estimate)
    .map((row) => {
      previous = Math.max(row.estimate, previous * GAP);
      return { ...row, at: previous };
    });
}
