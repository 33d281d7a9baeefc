import type { Picture } from '@collapse-bench/core';
import { type Scale, scale, ticks } from './axis.js';

/** Height of the drawing and its margins, in pixels of the page. */
export const AREA = { height: 240, left: 64, right: 12, top: 8, bottom: 28 } as const;
/** More bars than this are narrower than a pixel or two: the first ones stand for them. */
export const MOST_BARS = 500;

/** The inside of the SVG that shows a model over the real distribution, drawn alike. */
export function modelMarkup(real: Picture | undefined, model: Picture | undefined, width: number): string {
  const frame = real ?? model;
  if (frame === undefined) return '';
  const [x, y] = scales(frame, width);
  const { left, right, top, bottom, height } = AREA;
  const clip = `<clipPath id="pg-model-clip"><rect x="${left}" y="${top}" width="${width - left - right}" height="${height - top - bottom}"/></clipPath>`;
  const shapes = `${real ? shape(real, x, y, 'pg-real') : ''}${model ? shape(model, x, y, 'pg-model') : ''}`;
  return `${clip}${axes(x, y, width)}<g clip-path="url(#pg-model-clip)">${shapes}</g>`;
}

function scales(picture: Picture, width: number): [Scale, Scale] {
  const { left, right, top, bottom, height } = AREA;
  const across = (low: number, high: number) => scale(low, high, left, width - right);
  const up = (low: number, high: number) => scale(low, high, height - bottom, top);
  switch (picture.kind) {
    case 'bars':
      return [across(0, Math.min(MOST_BARS, picture.heights.length)), up(...(picture.y.range ?? [0, 1]))];
    case 'curve':
      return [across(...(picture.x.range ?? [-4, 4])), up(...(picture.y.range ?? [0, 1]))];
    case 'scatter': {
      // Equal units on both axes: points of the real distribution with a margin.
      let [lowX, highX, lowY, highY] = [Infinity, -Infinity, Infinity, -Infinity];
      for (let i = 0; i < picture.points.length; i += 2) {
        lowX = Math.min(lowX, picture.points[i]);
        highX = Math.max(highX, picture.points[i]);
        lowY = Math.min(lowY, picture.points[i + 1]);
        highY = Math.max(highY, picture.points[i + 1]);
      }
      const tall = 1.3 * (highY - lowY);
      const unit = Math.max(tall / (height - top - bottom), (1.3 * (highX - lowX)) / (width - left - right));
      const around = (middle: number, pixels: number): [number, number] => [
        middle - (unit * pixels) / 2,
        middle + (unit * pixels) / 2,
      ];
      return [
        across(...around((lowX + highX) / 2, width - left - right)),
        up(...around((lowY + highY) / 2, height - top - bottom)),
      ];
    }
    default:
      return [across(0, 1), up(0, 1)];
  }
}

function shape(picture: Picture, x: Scale, y: Scale, name: string): string {
  switch (picture.kind) {
    case 'curve': {
      let path = '';
      for (let i = 0; i < picture.points.length; i += 2) {
        path += `${path === '' ? 'M' : 'L'}${px(x.at(picture.points[i]))} ${px(y.at(picture.points[i + 1]))}`;
      }
      return `<path class="${name}" d="${path}"/>`;
    }
    case 'bars': {
      const bars = picture.heights.subarray(0, MOST_BARS);
      let path = `M${px(x.at(0))} ${px(y.at(0))}`;
      bars.forEach((height, i) => {
        path += `V${px(y.at(height))}H${px(x.at(i + 1))}`;
      });
      return `<path class="${name}" d="${path}V${px(y.at(0))}"/>`;
    }
    case 'scatter': {
      let path = '';
      for (let i = 0; i < picture.points.length; i += 2) {
        path += `M${px(x.at(picture.points[i]))} ${px(y.at(picture.points[i + 1]))}h0`;
      }
      return `<path class="${name} pg-points" d="${path}"/>`;
    }
    default:
      return '';
  }
}

function axes(x: Scale, y: Scale, width: number): string {
  const { left, right, height, bottom } = AREA;
  const base = height - bottom;
  const below = ticks(x, Math.round(width / 90)).map(
    ({ value, label }) => `<text class="pg-tick" x="${px(x.at(value))}" y="${base + 18}" text-anchor="middle">${label}</text>`,
  );
  const beside = ticks(y, 4).map(
    ({ value, label }) => `<text class="pg-tick" x="${left - 8}" y="${px(y.at(value) + 4)}" text-anchor="end">${label}</text>`,
  );
  return `<path class="pg-axis" d="M${left} ${base}H${width - right}"/>${below.join('')}${beside.join('')}`;
}

function px(value: number): number {
  return Math.round(10 * Math.min(1e5, Math.max(-1e5, value))) / 10;
}
