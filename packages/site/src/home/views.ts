import type { GaussianFrame, MixtureFrame } from './demo-data.js';

/** Markup inside the SVG of one frame; the same text is made when the pages are built and when the slider moves. */

export const GAUSSIAN_VIEW = { width: 600, height: 230, reach: 8.5, base: 190, top: 16 } as const;
export const MIXTURE_VIEW = { size: 400, reach: 9 } as const;

const px = (value: number) => String(Math.round(10 * value) / 10);

const gaussianX = (value: number) => {
  const { width, reach } = GAUSSIAN_VIEW;
  return (width * (value + reach)) / (2 * reach);
};

/** The density of a normal, scaled to one height whatever its spread. */
function bell(mean: number, sd: number): string {
  const { base, top } = GAUSSIAN_VIEW;
  const steps = 120;
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const z = (8 * i) / steps - 4;
    return `${px(gaussianX(mean + z * sd))} ${px(base - (base - top) * Math.exp((-z * z) / 2))}`;
  });
  return `M${points.join('L')}`;
}

export const realBell = bell(0, 1);

export function gaussianMarks({ mean, sd, points }: GaussianFrame): string {
  const { base } = GAUSSIAN_VIEW;
  const ticks = points.map((value) => `M${px(gaussianX(value / 100))} ${base + 6}v16`).join('');
  return `<path class="fitted" d="${bell(mean, sd)}"/><path class="rug" d="${ticks}"/>`;
}

/** Where a number of the plane stands, from the left. */
const planeX = (value: number) => (MIXTURE_VIEW.size * (value + MIXTURE_VIEW.reach)) / (2 * MIXTURE_VIEW.reach);
const planeY = (value: number) => MIXTURE_VIEW.size - planeX(value);

/** Two standard deviations of a real component. */
export function realCircle(x: number, y: number): string {
  return `<circle class="real" cx="${px(planeX(x))}" cy="${px(planeY(y))}" r="${px(planeX(2) - planeX(0))}"/>`;
}

export function mixtureMarks({ points, ellipses }: MixtureFrame): string {
  let dots = '';
  for (let i = 0; i < points.length; i += 2) {
    dots += `<circle cx="${px(planeX(points[i] / 100))}" cy="${px(planeY(points[i + 1] / 100))}" r="2.4"/>`;
  }
  const unit = planeX(1) - planeX(0);
  const shapes = ellipses.map(({ x, y, major, minor, angle }) => {
    const turn = `rotate(${px((-180 * angle) / Math.PI)} ${px(planeX(x))} ${px(planeY(y))})`;
    // A component that has shrunk to nothing is still to be seen.
    const radius = (sd: number) => px(Math.max(2, 2 * sd * unit));
    return `<ellipse class="fitted" cx="${px(planeX(x))}" cy="${px(planeY(y))}" rx="${radius(major)}" ry="${radius(minor)}" transform="${turn}"/>`;
  });
  return `<g class="dots">${dots}</g>${shapes.join('')}`;
}
