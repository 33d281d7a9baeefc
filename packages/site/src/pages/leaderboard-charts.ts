import type { Leaderboard, LeaderboardSystem } from '@collapse-bench/harness';
import * as Plot from '@observablehq/plot';
import type { ChartSpec } from '../chart/figure.js';
import { number } from '../html/numbers.js';
import { familyName } from './names.js';

type Board = Leaderboard;

const ROW = 22;
const NAME_MARGIN = 176;

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

const LINEAR_TO = 0.1;
/** Ticks, in original data sets. */
const PRICES = [0, 0.1, 0.3, 1, 3, 10, 30, 100];

/** Risks beyond this many times that of replace are named below the chart instead of squeezing the others together. */
const FAR = 10;
const PARETO_HEIGHT = 400;

/**
 * @param unitSize what counts as one in prices: the axis is linear up to a tenth of it, so that nothing has its place, and
 *   logarithmic beyond
 */
function paretoSpec(
  { id, title, unit, of }: Readonly<Record<'id' | 'title' | 'unit' | 'of', string>>,
  unitSize: number,
  rows: readonly Priced[],
): ChartSpec {
  const near = rows.filter(({ ratio }) => ratio <= FAR);
  const far = rows.filter(({ ratio }) => ratio > FAR);
  const on = near.filter(({ front }) => front !== '');
  const steps = on.filter(({ front }) => front.includes('all')).sort((a, b) => a.price - b.price || b.ratio - a.ratio);
  const dearest = Math.max(...near.map(({ price }) => price));
  return {
    id,
    title,
    description: `${rows.length} mitigations by their price in real samples and by ${of}; ${on.length} are on a Pareto front: ${on.map(({ mitigation }) => mitigation).join(', ')}.`,
    plot: {
      height: PARETO_HEIGHT,
      marginRight: 110,
      x: {
        type: 'symlog',
        constant: LINEAR_TO * unitSize,
        label: unit,
        grid: true,
        ticks: PRICES.map((price) => price * unitSize).filter((price) => price <= 1.2 * dearest),
        tickFormat: (value: number) => number(value),
      },
      y: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: tick, ticks: 6, tickSize: 0 },
      marks: [
        Plot.ruleY([1], { stroke: 'var(--muted)', strokeDasharray: '4 4' }),
        Plot.line(steps, { x: 'price', y: 'ratio', curve: 'step-after', stroke: 'var(--c2)', strokeOpacity: 0.6 }),
        Plot.link(near, { x1: 'price', x2: 'price', y1: 'low', y2: 'high', stroke: 'currentColor', strokeOpacity: 0.5 }),
        Plot.dot(
          near.filter(({ front }) => front === ''),
          { x: 'price', y: 'ratio', fill: 'var(--surface)', stroke: 'var(--muted)', strokeWidth: 1.5, r: 4 },
        ),
        Plot.dot(on, { x: 'price', y: 'ratio', fill: 'var(--c2)', r: 5 }),
        Plot.text(apart(near, unitSize), {
          x: 'price',
          y: 'ratio',
          text: 'mitigation',
          textAnchor: 'start',
          dx: 9,
          fontSize: 12,
          fill: 'currentColor',
          stroke: 'var(--surface)',
          strokeWidth: 3,
        }),
      ],
    },
    legend: [
      { colour: 'var(--c2)', label: 'on a Pareto front', shape: 'dot' },
      { colour: 'var(--muted)', label: 'others', shape: 'dot' },
      { colour: 'var(--muted)', label: 'replace: no better than doing nothing', shape: 'dashed' },
    ],
    ...farAbove(far),
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

function farAbove(far: readonly { readonly mitigation: string; readonly ratio: number }[]): { readonly caption?: string } {
  if (far.length === 0) return {};
  return { caption: `Far above: ${far.map(({ mitigation, ratio }) => `${mitigation} (${number(ratio)})`).join(', ')}.` };
}

/** Those whose names do not lie on another's, roughly measured; those on a front first. The table has all. */
function apart(rows: readonly Priced[], unitSize: number): Priced[] {
  const across = (price: number) => Math.log1p(price / (LINEAR_TO * unitSize));
  const widest = Math.max(1e-9, ...rows.map(({ price }) => across(price)));
  const logs = rows.map(({ ratio }) => Math.log(ratio));
  const tall = Math.max(1e-9, Math.max(...logs) - Math.min(...logs));
  const place = ({ price, ratio, mitigation }: Priced) => ({
    x: (430 * across(price)) / widest,
    y: ((PARETO_HEIGHT - 70) * Math.log(ratio)) / tall,
    width: 7 * mitigation.length + 12,
  });
  const kept: Priced[] = [];
  for (const row of [...rows].sort((a, b) => Number(a.front === '') - Number(b.front === '') || a.ratio - b.ratio)) {
    const here = place(row);
    const free = kept
      .map(place)
      .every(({ x, y, width }) => Math.abs(y - here.y) > 14 || x > here.x + here.width || here.x > x + width);
    if (free) kept.push(row);
  }
  return kept;
}

function tick(value: number): string {
  return number(value, 2);
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
    {
      id: 'pareto',
      title: 'Risk against distinct real samples, all systems',
      unit: 'distinct real samples, in original data sets',
      of: 'their geometric mean risk over that of replacing everything',
    },
    1,
    rows,
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
    {
      id: 'pareto',
      title: `${familyName(system)}: risk against distinct real samples`,
      unit: 'distinct real samples',
      of: 'their risk over that of replacing everything',
    },
    typeof samples === 'number' ? samples : 1,
    priced,
  );
}

/** Every mitigation's risk over that of replace with its interval. */
export function ratiosChart({ system, rows }: LeaderboardSystem): ChartSpec {
  const all = rows
    .map(({ mitigation, ratio }) => ({ mitigation, ...ratio }))
    .filter(({ low }) => low > 0)
    .sort((a, b) => a.estimate - b.estimate);
  const shown = all.filter(({ estimate }) => estimate <= FAR);
  const far = all.filter(({ estimate }) => estimate > FAR);
  return {
    id: 'ratios',
    title: `${familyName(system)}: risk over that of replace`,
    description: `Ratios with 95% intervals on a logarithmic axis, from ${shown[0].mitigation} to ${shown[shown.length - 1].mitigation}; below 1 is better than replacing all data.`,
    plot: {
      height: ROW * shown.length + 60,
      marginLeft: NAME_MARGIN,
      x: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: tick, ticks: 5 },
      y: { label: null, domain: shown.map(({ mitigation }) => mitigation), tickSize: 0 },
      marks: [
        Plot.ruleX([1], { stroke: 'var(--muted)', strokeDasharray: '4 4' }),
        Plot.ruleY(shown, { y: 'mitigation', x1: 'low', x2: 'high', stroke: 'var(--c1)', strokeWidth: 2 }),
        Plot.dot(shown, { y: 'mitigation', x: 'estimate', fill: 'var(--c1)', r: 4 }),
      ],
    },
    ...farAbove(far.map(({ mitigation, estimate }) => ({ mitigation, ratio: estimate }))),
    data: {
      columns: [
        { key: 'mitigation', label: 'mitigation' },
        { key: 'estimate', label: 'risk over that of replace' },
        { key: 'low', label: 'low (95%)' },
        { key: 'high', label: 'high (95%)' },
      ],
      rows: all,
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
      y: { type: 'log', label: 'risk over that of replace', grid: true, tickFormat: tick, ticks: 6, tickSize: 0 },
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
  const GAP = 1.36;
  let previous = 0;
  return [...rows]
    .sort((a, b) => a.estimate - b.estimate)
    .map((row) => {
      previous = Math.max(row.estimate, previous * GAP);
      return { ...row, at: previous };
    });
}
