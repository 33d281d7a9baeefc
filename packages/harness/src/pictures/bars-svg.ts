import type { BarsPicture } from '@collapse-bench/core';
import { extentOf } from './extent.js';
import { layPanels } from './panels.js';
import { axes, clipped, type PlotArea, toPage } from './plot-area.js';
import type { Shown } from './shown.js';
import { cutOffAtTop, px, type SvgHead, svgFile, textAt } from './svg.js';

const WIDTH = 220;
const HEIGHT = 140;
const CAPTION = 26;
const LEFT = 60;
const BELOW = 44;
const GAP = 14;

/** Each generation's histogram in a panel of its own, all of one scale. */
export function barsSvg(head: SvgHead, shown: readonly Shown<BarsPicture>[]): string {
  const { x, y } = shown[0].picture;
  const most = Math.max(1, ...shown.map(({ picture }) => picture.heights.length));
  const tallest = extentOf(shown.flatMap(({ picture }) => [0, ...picture.heights]))[1];
  const panels = layPanels(shown.length, LEFT + WIDTH, CAPTION + HEIGHT + BELOW, GAP);
  const body = shown.flatMap(({ caption, real, picture }, i) => {
    const { left, top, first } = panels.corners[i];
    const area: PlotArea = {
      left: left + LEFT,
      top: top + CAPTION,
      width: WIDTH,
      height: HEIGHT,
      x: x.range ?? [0, most],
      y: y.range ?? [0, tallest],
    };
    return [
      textAt(area.left, top + 18, caption, { class: 'caption' }),
      ...axes(area, { x: x.label, ...(first && { y: y.label }) }),
      ...clipped(area, `panel${i}`, [`<path class="${real ? 'bars realbars' : 'bars'}" d="${outline(area, picture.heights)}"/>`]),
    ];
  });
  // The outline keeps bars in sight that are narrower than a pixel.
  const styles = ['.bars{fill:var(--mark);stroke:var(--mark)}.realbars{fill:var(--muted);stroke:var(--muted)}'];
  const cut = y.range !== undefined && tallest > y.range[1];
  return svgFile(panels.width, panels.height, cut ? cutOffAtTop(head) : head, body, styles);
}

/** One closed outline for each run of bars that stand; equal neighbours are one. */
function outline(area: PlotArea, heights: Float64Array): string {
  const [low, high] = area.x;
  const edge = (i: number) => px(toPage(area, low + (i * (high - low)) / heights.length, 0).x);
  // What is cut off need not be far off the page.
  const rise = (i: number) => px(Math.max(-1e5, toPage(area, 0, heights[i]).y));
  const base = px(toPage(area, 0, 0).y);
  let path = '';
  let standing = false;
  for (let i = 0; i <= heights.length; i++) {
    const stands = i < heights.length && heights[i] > 0;
    if (stands && !standing) path += `M${edge(i)} ${base}V${rise(i)}`;
    else if (stands && heights[i] !== heights[i - 1]) path += `H${edge(i)}V${rise(i)}`;
    else if (!stands && standing) path += `H${edge(i)}V${base}Z`;
    standing = stands;
  }
  return path;
}
