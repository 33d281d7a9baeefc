import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml } from '../html/html.js';

export interface SvgTexts {
  /** Unique in its page. */
  readonly id: string;
  /** What the chart is, for those who do not see it. */
  readonly title: string;
  /** What it shows. */
  readonly description: string;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Drawn this wide; pages scale it down. */
export const CHART_WIDTH = 600;

/**
 * A chart of Observable Plot as SVG text with a title and a description, without a browser. Its colours are the page's: give
 * marks `var(--c1)` to `var(--c6)`, `currentColor` or `var(--muted)`.
 */
export function chartSvg(options: Plot.PlotOptions, { id, title, description }: SvgTexts): string {
  const drawn = Plot.plot({
    width: CHART_WIDTH,
    height: 340,
    marginLeft: 56,
    marginBottom: 44,
    style: { fontSize: '13px' },
    ...options,
    document: document as unknown as Document,
  }) as unknown as { outerHTML: string };
  const text = drawn.outerHTML
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    // The whole is one image to a screen reader.
    .replace(/ aria-(?:label|hidden|description)="[^"]*"/g, '')
    .replace(/="[^"]*"/g, rounded)
    // Plot counts its clip paths through the life of the process.
    .replace(/plot-clip-\d+/g, `${id}-clip`)
    .replace(/ class="plot-[0-9a-f]+"/, '');
  const opening = `<svg class="plot" role="img" aria-labelledby="${id}-title ${id}-desc"`;
  const texts = `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-desc">${escapeHtml(description)}</desc>`;
  return text.replace(/^<svg/, opening).replace(/^(<svg[^>]*>)/, `$1${texts}`);
}

/** Coordinates to a hundredth of a pixel; what is to be read stays as it is. */
function rounded(attribute: string): string {
  return attribute.replace(/-?\d+\.\d{3,}(?:e-\d+)?/g, (value) => String(Math.round(100 * Number(value)) / 100));
}
