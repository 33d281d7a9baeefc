import { type Scale, scale, ticks } from './axis.js';
import type { TheoryPoint } from './messages.js';
import { type Received, replicateSeries, series } from './received.js';

/** Height of the drawing and its margins, in pixels of the page. */
export const CHART = { height: 380, left: 64, right: 12, top: 10, bottom: 36 } as const;

/** Single runs that are drawn behind the mean. */
const RUNS = 20;
/** How far theory may lie from the data and still be in sight, in heights of the data. */
const SIGHT = 1;

export interface ChartView {
  /** Of the drawing, in pixels of the page. */
  readonly width: number;
  readonly metric: string;
  /** Observed generations to draw, from the first. */
  readonly shown: number;
  /** Place of the marked one. */
  readonly marked: number;
  readonly logarithmic: boolean;
}

/** A curve of theory through the generations. */
export interface TheoryCurve {
  readonly oracle: string;
  readonly kind: TheoryPoint['kind'];
  readonly points: readonly TheoryPoint[];
}

/** The oracles of a metric's mean, exact ones first. */
export function theoryCurves({ theory }: Pick<Received, 'theory'>, metric: string): TheoryCurve[] {
  const curves = new Map<string, TheoryPoint[]>();
  for (const point of theory) {
    if (point.metric !== metric || point.statistic !== 'mean') continue;
    const key = `${point.kind === 'exact' ? 0 : 1} ${point.oracle} ${point.kind}`;
    curves.set(key, [...(curves.get(key) ?? []), point]);
  }
  return [...curves.keys()].sort().map((key) => {
    const points = curves.get(key)!;
    return { oracle: points[0].oracle, kind: points[0].kind, points };
  });
}

/** The inside of the chart's SVG: theory with its band, single runs, the middle 80%, the median and the mean. */
export function chartMarkup(run: Received, view: ChartView): string {
  const { metric, shown, marked } = view;
  const { observed, scenario } = run;
  const generations = observed.slice(0, Math.min(shown, run.count));
  const of = (statistic: 'mean' | 'tenth' | 'median' | 'ninetieth') => series(run, metric, statistic, shown);
  const mean = of('mean');
  const low = of('tenth');
  const high = of('ninetieth');
  const curves = theoryCurves(run, metric).map((curve) => ({
    ...curve,
    points: curve.points.filter(({ generation }) => generation <= (generations.at(-1) ?? 0)),
  }));
  const x = scale(1, Math.max(2, observed[observed.length - 1]), CHART.left, view.width - CHART.right);
  const runs = Array.from({ length: Math.min(RUNS, scenario.replicates) }, (_, r) => replicateSeries(run, metric, r, shown));
  // Where there are more, rare ones would make all the others flat.
  const inSight = scenario.replicates <= RUNS ? runs : [low, high];
  const y = verticalScale([mean, ...inSight], curves, view.logarithmic);
  const line = (values: ArrayLike<number>) => polyline(generations, values, x, y);
  const parts = [
    axes(x, y, view.width),
    '<g clip-path="url(#pg-clip)">',
    ...curves.filter(({ kind }) => kind === 'exact').map(({ points }) => theoryBand(points, x, y)),
    `<path class="pg-band" d="${area(generations, low, high, x, y)}"/>`,
    `<path class="pg-single" d="${runs.map(line).join('')}"/>`,
    ...curves.map(({ kind, points }) => theoryLine(kind, points, x, y)),
    `<path class="pg-median" d="${line(of('median'))}"/>`,
    `<path class="pg-mean" d="${line(mean)}"/>`,
    '</g>',
    marker(generations[marked], mean[marked], x, y),
  ];
  const { left, right, top, bottom, height } = CHART;
  const { width } = view;
  const clip = `<clipPath id="pg-clip"><rect x="${left}" y="${top}" width="${width - left - right}" height="${height - top - bottom}"/></clipPath>`;
  return clip + parts.join('');
}

/** A logarithmic scale needs positive values; what is not positive is then not drawn. */
function verticalScale(data: readonly Float64Array[], curves: readonly TheoryCurve[], logarithmic: boolean): Scale {
  const usable = (value: number) => Number.isFinite(value) && (!logarithmic || value > 0);
  const values = data.flatMap((each) => Array.from(each).filter(usable));
  const theory = curves.flatMap(({ points }) => points.map(({ prediction }) => prediction).filter(usable));
  if (values.length + theory.length === 0)
    return scale(logarithmic ? 0.1 : 0, 1, CHART.height - CHART.bottom, CHART.top, logarithmic);
  let low = Math.min(...(values.length > 0 ? values : theory));
  let high = Math.max(...(values.length > 0 ? values : theory));
  const reach = SIGHT * (high - low);
  for (const value of theory) {
    if (value < low) low = logarithmic ? value : Math.max(value, low - reach);
    if (value > high) high = logarithmic ? value : Math.min(value, high + reach);
  }
  if (logarithmic) {
    low /= 1.15;
    high *= 1.15;
  } else {
    const margin = 0.05 * (high - low || Math.abs(high) || 1);
    low = low >= 0 && low < 0.25 * high ? 0 : low - margin;
    high += margin;
  }
  return scale(low, high, CHART.height - CHART.bottom, CHART.top, logarithmic);
}

function axes(x: Scale, y: Scale, width: number): string {
  const { left, right, height, bottom } = CHART;
  const base = height - bottom;
  const horizontal = ticks(y, 6).map(
    ({ value, label }) =>
      `<path class="pg-grid" d="M${left} ${px(y.at(value))}H${width - right}"/><text class="pg-tick" x="${left - 8}" y="${px(y.at(value) + 4)}" text-anchor="end">${label}</text>`,
  );
  const vertical = ticks(x, Math.round(width / 90))
    .filter(({ value }) => value >= 1)
    .map(
      ({ value, label }) => `<text class="pg-tick" x="${px(x.at(value))}" y="${base + 18}" text-anchor="middle">${label}</text>`,
    );
  const title = `<text class="pg-tick" x="${width - right}" y="${height - 4}" text-anchor="end">generation</text>`;
  return `${horizontal.join('')}<path class="pg-axis" d="M${left} ${base}H${width - right}"/>${vertical.join('')}${title}`;
}

/** Two standard errors on either side, where they come from theory: chains have heavy tails. */
function theoryBand(points: readonly TheoryPoint[], x: Scale, y: Scale): string {
  const known = points.filter(({ standardErrorFrom }) => standardErrorFrom === 'theory');
  const at = known.map(({ generation }) => generation);
  const floor = y.logarithmic ? y.low : Number.NEGATIVE_INFINITY;
  const low = known.map(({ prediction, standardError }) => Math.max(floor, prediction - 2 * standardError));
  const high = known.map(({ prediction, standardError }) => prediction + 2 * standardError);
  return `<path class="pg-theory-band" d="${area(at, low, high, x, y)}"/>`;
}

function theoryLine(kind: TheoryPoint['kind'], points: readonly TheoryPoint[], x: Scale, y: Scale): string {
  const at = points.map(({ generation }) => generation);
  const values = points.map(({ prediction }) => prediction);
  return `<path class="pg-theory pg-${kind}" d="${polyline(at, values, x, y)}"/>`;
}

function marker(generation: number | undefined, value: number | undefined, x: Scale, y: Scale): string {
  if (generation === undefined) return '';
  const line = `<path class="pg-marker" d="M${px(x.at(generation))} ${CHART.top}V${CHART.height - CHART.bottom}"/>`;
  if (value === undefined || !drawable(value, y)) return line;
  return `${line}<circle class="pg-dot" cx="${px(x.at(generation))}" cy="${px(y.at(value))}" r="4"/>`;
}

/** Broken where there is no number. */
export function polyline(at: ArrayLike<number>, values: ArrayLike<number>, x: Scale, y: Scale): string {
  let path = '';
  let pen = false;
  for (let i = 0; i < values.length; i++) {
    const down = drawable(values[i], y);
    if (down) path += `${pen ? 'L' : 'M'}${px(x.at(at[i]))} ${px(y.at(values[i]))}`;
    pen = down;
  }
  return path;
}

/** Between two lines, up to where either has no number. */
function area(at: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>, x: Scale, y: Scale): string {
  let count = 0;
  while (count < low.length && drawable(low[count], y) && drawable(high[count], y)) count++;
  if (count < 2) return '';
  const forth = Array.from({ length: count }, (_, i) => `${px(x.at(at[i]))} ${px(y.at(high[i]))}`);
  const back = Array.from({ length: count }, (_, i) => `${px(x.at(at[i]))} ${px(y.at(low[i]))}`).reverse();
  return `M${[...forth, ...back].join('L')}Z`;
}

function drawable(value: number, y: Scale): boolean {
  return Number.isFinite(value) && (!y.logarithmic || value > 0);
}

/** Tenths of a pixel; far outside is as good as just outside. */
function px(value: number): number {
  return Math.round(10 * Math.min(1e5, Math.max(-1e5, value))) / 10;
}
