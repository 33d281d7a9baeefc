import type { GridPicture } from '@collapse-bench/core';
import { imageSheet } from './image-sheet.js';
import { layPanels } from './panels.js';
import { greyPng } from './png.js';
import type { Shown } from './shown.js';
import { px, type SvgHead, svgFile, textAt } from './svg.js';

/** About how wide a panel is, in whole multiples of its pixels. */
const PANEL = 280;
const CAPTION = 26;
const GAP = 20;

/** The grids of images side by side, each a PNG within the file. */
export function gridSvg(head: SvgHead, shown: readonly Shown<GridPicture>[]): string {
  const sheets = shown.map(({ picture }) => imageSheet(picture));
  const widest = Math.max(...sheets.map(({ width }) => width));
  const scale = Math.max(1, Math.round(PANEL / widest));
  const tallest = Math.max(...sheets.map(({ height }) => height));
  // A caption is read whole even above a small panel.
  const panels = layPanels(shown.length, Math.max(widest * scale, 110), tallest * scale + CAPTION, GAP);
  const body = sheets.flatMap(({ width, height, pixels }, i) => {
    const { left, top } = panels.corners[i];
    const data = greyPng(width, height, pixels).toString('base64');
    const box = `x="${px(left)}" y="${px(top + CAPTION)}" width="${px(width * scale)}" height="${px(height * scale)}"`;
    return [
      textAt(left, top + 18, shown[i].caption, { class: 'caption' }),
      `<image class="pixels" ${box} href="data:image/png;base64,${data}"/>`,
    ];
  });
  return svgFile(panels.width, panels.height, head, body, ['.pixels{image-rendering:pixelated}']);
}
