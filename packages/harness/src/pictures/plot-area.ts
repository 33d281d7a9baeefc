import type { Extent } from './extent.js';
import { px, textAt } from './svg.js';
import { ticks } from './ticks.js';

/** A rectangle on the page and the values that its sides stand for. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Extent;
  readonly y: Extent;
}

export interface AxisLabels {
  readonly x: string;
  readonly y: string;
}

/** Where a value lies on the page. */
export function toPage(area: PlotArea, x: number, y: number): { x: number; y: number } {
  return {
    x: area.left + ((x - area.x[0]) / (area.x[1] - area.x[0])) * area.width,
    y: area.top + area.height - ((y - area.y[0]) / (area.y[1] - area.y[0])) * area.height,
  };
}

const PIXELS_PER_X_TICK = 60;
const PIXELS_PER_Y_TICK = 38;

/** Rules across the area with their values at the left and below; labels only where they are given. */
export function axes(area: PlotArea, labels: Partial<AxisLabels>): string[] {
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  const elements: string[] = [];
  const yTicks = ticks(...area.y, Math.max(2, Math.floor(area.height / PIXELS_PER_Y_TICK)));
  for (const { value, label } of yTicks) {
    const { y } = toPage(area, area.x[0], value);
    elements.push(`<path class="rule" d="M${px(area.left)} ${px(y)}H${px(right)}"/>`);
    elements.push(textAt(area.left - 6, y + 4, label, { class: 'tick', anchor: 'end' }));
  }
  for (const { value, label } of ticks(...area.x, Math.max(2, Math.floor(area.width / PIXELS_PER_X_TICK)))) {
    const { x } = toPage(area, value, area.y[0]);
    elements.push(`<path class="base" d="M${px(x)} ${px(bottom)}v4"/>`);
    elements.push(textAt(x, bottom + 17, label, { class: 'tick', anchor: 'middle' }));
  }
  elements.push(`<path class="base" d="M${px(area.left)} ${px(bottom)}H${px(right)}"/>`);
  if (labels.x !== undefined) {
    elements.push(textAt(area.left + area.width / 2, bottom + 36, labels.x, { class: 'label', anchor: 'middle' }));
  }
  if (labels.y !== undefined) {
    // Left of the widest mark: a digit is about 6.5 pixels wide.
    const marks = Math.max(0, ...yTicks.map(({ label }) => label.length)) * 6.5;
    const place = { class: 'label', anchor: 'middle', upwards: true } as const;
    elements.push(textAt(area.left - marks - 14, area.top + area.height / 2, labels.y, place));
  }
  return elements;
}

/** What lies beyond the area is not drawn. The id is the file's own. */
export function clipped(area: PlotArea, id: string, elements: readonly string[]): string[] {
  const box = `x="${px(area.left)}" y="${px(area.top)}" width="${px(area.width)}" height="${px(area.height)}"`;
  return [`<clipPath id="${id}"><rect ${box}/></clipPath>`, `<g clip-path="url(#${id})">`, ...elements, '</g>'];
}
