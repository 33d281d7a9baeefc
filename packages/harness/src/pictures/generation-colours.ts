type Colour = readonly [number, number, number];

/** From the first generation to the last; each holds against its surface. */
const ON_LIGHT: readonly Colour[] = [
  [46, 58, 158],
  [132, 46, 158],
  [206, 56, 110],
  [232, 120, 30],
];
const ON_DARK: readonly Colour[] = [
  [122, 138, 255],
  [196, 118, 232],
  [246, 118, 150],
  [255, 190, 92],
];

/** Style lines `.s0`, `.s1`, ... that stroke curves in the order of time, on light and dark surfaces. */
export function generationColours(count: number): string[] {
  const rules = (stops: readonly Colour[]) =>
    Array.from({ length: count }, (_, i) => `.s${i}{stroke:${colourAt(stops, count === 1 ? 0 : i / (count - 1))}}`).join('');
  return [rules(ON_LIGHT), `@media (prefers-color-scheme:dark){${rules(ON_DARK)}}`];
}

function colourAt(stops: readonly Colour[], share: number): string {
  const place = share * (stops.length - 1);
  const from = Math.min(Math.floor(place), stops.length - 2);
  const mixed = stops[from].map((part, i) => Math.round(part + (place - from) * (stops[from + 1][i] - part)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
