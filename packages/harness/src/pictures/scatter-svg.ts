import type { ScatterPicture } from '@collapse-bench/core';
import { type Extent, everySecond, extentOf } from './extent.js';
import { layPanels } from './panels.js';
import { axes, clipped, type PlotArea, toPage } from './plot-area.js';
import type { Shown } from './shown.js';
import { px, type SvgHead, svgFile, textAt } from './svg.js';

const SIDE = 220;
const CAPTION = 26;
const LEFT = 46;
const BELOW = 44;
const GAP = 14;

/** Each generation's points in a panel of its own, all of one scale with equal units on both axes. */
export function scatterSvg(head: SvgHead, shown: readonly Shown<ScatterPicture>[]): string {
  const lists = shown.map(({ picture }) => picture.points);
  const { x, y } = shown[0].picture;
  const [xExtent, yExtent] = square(x.range ?? extentOf(everySecond(lists, 0)), y.range ?? extentOf(everySecond(lists, 1)));
  const panels = layPanels(shown.length, LEFT + SIDE, CAPTION + SIDE + BELOW, GAP);
  const body = shown.flatMap(({ caption, real, picture }, i) => {
    const { left, top, first } = panels.corners[i];
    const area: PlotArea = { left: left + LEFT, top: top + CAPTION, width: SIDE, height: SIDE, x: xExtent, y: yExtent };
    return [
      textAt(area.left, top + 18, caption, { class: 'caption' }),
      ...axes(area, { x: x.label, ...(first && { y: y.label }) }),
      ...clipped(area, `panel${i}`, [`<path class="${real ? 'dots realdots' : 'dots'}" d="${dots(area, picture.points)}"/>`]),
    ];
  });
  const styles = [
    '.dots{fill:none;stroke:var(--mark);stroke-opacity:.6;stroke-width:3;stroke-linecap:round}.realdots{stroke:var(--ink)}',
  ];
  return svgFile(panels.width, panels.height, head, body, styles);
}

/** The two spans made equal around their middles, with a little room. */
function square(x: Extent, y: Extent): readonly [Extent, Extent] {
  const half = Math.max(x[1] - x[0], y[1] - y[0]) * 0.525;
  const around = ([low, high]: Extent): Extent => [low + (high - low) / 2 - half, low + (high - low) / 2 + half];
  return [around(x), around(y)];
}

/** A line of no length with round caps is a dot. */
function dots(area: PlotArea, points: Float64Array): string {
  let path = '';
  for (let i = 0; i < points.length; i += 2) {
    const at = toPage(area, points[i], points[i + 1]);
    const within = Math.abs(at.x) < 1e5 && Math.abs(at.y) < 1e5;
    if (within) path += `M${px(at.x)} ${px(at.y)}h0`;
  }
  return path;
}
