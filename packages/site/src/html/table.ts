import { type Content, type Html, html, raw } from './html.js';

export interface TableColumn<Row> {
  readonly title: Content;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Names the row for screen readers. */
  readonly heading?: boolean;
  cell(row: Row): Content;
  /** What to sort by; absent: this column cannot be sorted by. */
  sortBy?(row: Row): number | string | null;
  /** Of the header, in a tooltip and for screen readers. */
  readonly explanation?: string;
}

export interface TableOptions {
  /** What the table holds, said above it. */
  readonly caption: Content;
  /** Rows can be sorted by clicking on a header, and filtered by a text. */
  readonly interactive?: boolean;
  /** Index of the column that the rows are sorted by to begin with, ascending. */
  readonly sorted?: number;
  readonly id?: string;
  /** The caption is for screen readers: a heading above says it already. */
  readonly quiet?: boolean;
  /** It has sentences in it: rather scrolled than squeezed. */
  readonly roomy?: boolean;
  /** Nothing in it is broken into lines. */
  readonly compact?: boolean;
}

/** A table in a frame that scrolls where it is too wide. */
export function table<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], options: TableOptions): Html {
  const label = typeof options.caption === 'string' ? options.caption : 'Table';
  const head = columns.map((column, i) => {
    const sortable = options.interactive && column.sortBy !== undefined;
    const order = sortable ? raw(` aria-sort="${options.sorted === i ? 'ascending' : 'none'}"`) : raw('');
    const title = column.explanation === undefined ? raw('') : html` title="${column.explanation}"`;
    const text = sortable ? html`<button type="button" data-sort>${column.title}</button>` : column.title;
    return html`<th scope="col"${column.numeric ? raw(' class="n"') : raw('')}${order}${title}>${text}</th>`;
  });
  const body = rows.map((row) => html`<tr>${columns.map((column) => cellOf(column, row, options))}</tr>\n`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table${
    options.id === undefined ? raw('') : html` id="${options.id}"`
  }${options.interactive ? raw(' data-interactive') : raw('')}${raw(classOf(options))}><caption${raw(options.quiet ? ' class="vh"' : '')}>${options.caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

function classOf({ compact, roomy }: TableOptions): string {
  const names = [compact && 'compact', roomy && 'roomy'].filter(Boolean);
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`;
}

function cellOf<Row>(column: TableColumn<Row>, row: Row, { interactive }: TableOptions): Html {
  const by = interactive ? column.sortBy?.(row) : undefined;
  const value = by === undefined ? raw('') : html` data-value="${by === null ? '' : String(by)}"`;
  const kind = column.numeric ? raw(' class="n"') : raw('');
  return column.heading
    ? html`<th scope="row"${kind}${value}>${column.cell(row)}</th>`
    : html`<td${kind}${value}>${column.cell(row)}</td>`;
}

/** A box to type in that hides the rows of the table `id` that do not have the text; shown where scripts run. */
export function tableFilter(id: string, label: string): Html {
  return html`<p class="filter" hidden data-filter="${id}"><label>${label} <input type="search" autocomplete="off" spellcheck="false"></label> <span role="status" aria-live="polite"></span></p>`;
}
