import type { PlotOptions } from '@observablehq/plot';
import { type Content, type Html, html, raw } from '../html/html.js';
import { number } from '../html/numbers.js';
import { rootOf, type SiteFile } from '../html/page.js';
import { table } from '../html/table.js';
import { csv, type Data } from './csv.js';
import { chartSvg } from './svg.js';

export interface LegendEntry {
  readonly colour: string;
  readonly label: string;
  /** Absent: a dot. */
  readonly shape?: 'line' | 'dashed' | 'dot' | 'band' | 'ticks';
}

export interface ChartSpec {
  /** Unique in its page. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, for those who do not see it. */
  readonly description: string;
  readonly plot: PlotOptions;
  readonly data: Data;
  /** Colours and what they stand for. */
  readonly legend?: readonly LegendEntry[];
  readonly caption?: Content;
}

/** The charts of one page: each a figure with its data as a table and as a file. */
export interface Charts {
  figure(spec: ChartSpec): Html;
  /** Data without a chart: the link to them. */
  file(id: string, data: Data): Html;
  /** All data files so far. */
  readonly files: readonly SiteFile[];
}

/** More rows than a page should hold; the file has them all. */
const MOST_ROWS = 60;

export function chartsOf(page: string): Charts {
  const files: SiteFile[] = [];
  const root = rootOf(page);
  const file = (id: string, data: Data) => {
    const path = `data/${page.replace(/\.html$/, '')}/${id}.csv`;
    files.push({ path, content: csv(data) });
    return html`<a href="${root}${path}" download>CSV</a>`;
  };
  return {
    files,
    file,
    figure: (spec) => {
      const link = file(spec.id, spec.data);
      return html`<figure class="chart" id="${spec.id}">
<h3>${spec.title}</h3>
${spec.legend && legendList(spec.legend)}<div class="scroll" tabindex="0" role="region" aria-label="${spec.title}, chart">${raw(chartSvg(spec.plot, spec))}</div>
${spec.caption === undefined ? '' : html`<figcaption>${spec.caption}</figcaption>`}
<details><summary>The data</summary><p>${link}</p>${dataTable(spec)}</details>
</figure>`;
    },
  };
}

/** Colours and what they stand for. */
export function legendList(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">${entries.map(
    ({ colour, label, shape = 'dot' }) => html`<li><span class="key ${shape}" style="--key:${colour}"></span>${label}</li>`,
  )}</ul>\n`;
}

function dataTable({ title, data }: ChartSpec): Html {
  const shown = data.rows.slice(0, MOST_ROWS);
  const columns = data.columns.map(({ key, label }, i) => ({
    title: label,
    numeric: shown.some((row) => typeof row[key] === 'number'),
    heading: i === 0,
    cell: (row: Data['rows'][number]) => {
      const value = row[key];
      return typeof value === 'number' ? number(value, 5) : (value ?? '–');
    },
  }));
  const rest = data.rows.length - shown.length;
  return html`${table(shown, columns, { caption: `${title}: the data` })}${rest > 0 ? html`<p>and ${rest} more rows in the CSV file</p>` : ''}`;
}
