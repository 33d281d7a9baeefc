import type { CurvePicture } from '@collapse-bench/core';
import { type Extent, everySecond, extentOf } from './extent.js';
import { generationColours } from './generation-colours.js';
import { axes, clipped, type PlotArea, toPage } from './plot-area.js';
import type { Shown } from './shown.js';
import { cutOffAtTop, HEAD, MARGIN, px, type SvgHead, svgFile, textAt } from './svg.js';

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 72;
const LEGEND = 150;
const BELOW = 52;
const LEGEND_LINE = 20;

/** The curves of all generations in one chart, in colours that follow time; the real distribution is dashed, below them. */
export function curveSvg(head: SvgHead, shown: readonly Shown<CurvePicture>[]): string {
  const { x, y } = shown[0].picture;
  const lists = shown.map(({ picture }) => picture.points);
  const height = Math.max(HEIGHT, HEAD + BELOW + MARGIN + shown.length * LEGEND_LINE);
  const area: PlotArea = {
    left: LEFT,
    top: HEAD + 12,
    width: WIDTH - LEFT - LEGEND - MARGIN,
    height: height - HEAD - 12 - BELOW,
    x: x.range ?? extentOf(everySecond(lists, 0)),
    y: y.range ?? fromZero(extentOf(everySecond(lists, 1))),
  };
  const models = shown.filter(({ real }) => !real);
  const classOf = (part: Shown<CurvePicture>) => (part.real ? 'real' : `s${models.indexOf(part)}`);
  const curves = [...shown.filter(({ real }) => real), ...models].map(
    (part) => `<path class="curve ${classOf(part)}" d="${curvePath(area, part.picture.points)}"/>`,
  );
  const legend = shown.flatMap((part, i) => {
    const top = area.top + 8 + i * LEGEND_LINE;
    const left = area.left + area.width + 16;
    return [
      `<path class="curve ${classOf(part)}" d="M${px(left)} ${px(top)}h22"/>`,
      textAt(left + 30, top + 4, part.caption, { class: 'key' }),
    ];
  });
  const styles = [
    '.curve{fill:none;stroke-width:2;stroke-linejoin:round}.real{stroke:var(--ink);stroke-dasharray:5 4}',
    ...generationColours(models.length),
  ];
  const body = [...axes(area, { x: x.label, y: y.label }), ...clipped(area, 'plot', curves), ...legend];
  const cut = y.range !== undefined && extentOf(everySecond(lists, 1))[1] > y.range[1];
  return svgFile(WIDTH, height, cut ? cutOffAtTop(head) : head, body, styles);
}

/** Densities and frequencies are read from 0 on. */
function fromZero([low, high]: Extent): Extent {
  return low >= 0 ? [0, high * 1.05] : [low, high];
}

/** Cut into pieces where a point is missing. */
function curvePath(area: PlotArea, points: Float64Array): string {
  let path = '';
  let pen = 'M';
  for (let i = 0; i < points.length; i += 2) {
    const at = toPage(area, points[i], points[i + 1]);
    if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${px(near(at.x))} ${px(near(at.y))}`;
    pen = 'L';
  }
  return path;
}

/** Renderers lose precision far off the page; this far out it makes no difference. */
function near(length: number): number {
  return Math.max(-1e5, Math.min(1e5, length));
}
