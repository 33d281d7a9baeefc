import { wrap } from './wrap.js';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** What a terminal is taken to show on one line. */
export const LINE_WIDTH = 120;
/** Below this a wrapped column reads worse than a long line. */
const LEAST_WRAPPED = 30;

/**
 * Rows as text in aligned columns, two spaces apart, the title line underlined. With a `width`, a table that is wider has
 * its last column, when left-aligned, wrapped between words.
 */
export function formatTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, i) => Math.max(column.title.length, ...cells.map((line) => line[i].length)));
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((sum, each) => sum + each + 2, 0);
  const room = Math.max(LEAST_WRAPPED, width - before);
  const wrapped = columns[last].align === 'left' && widths[last] > room;
  if (wrapped) widths[last] = room;
  const format = (line: readonly string[]) => {
    const parts = line.map((cell, i) => {
      if (wrapped && i === last) return wrap(cell, room).replaceAll('\n', `\n${' '.repeat(before)}`);
      return columns[i].align === 'left' ? cell.padEnd(widths[i]) : cell.padStart(widths[i]);
    });
    return parts.join('  ').trimEnd();
  };
  // A rule longer than the line would only wrap.
  const onLine = Math.max(columns[last].title.length, LINE_WIDTH - before);
  const rule = widths.map((each, i) => '-'.repeat(i === last ? Math.min(each, onLine) : each));
  return `${[columns.map((column) => column.title), rule, ...cells].map(format).join('\n')}\n`;
}

/** The same table as GitHub-flavoured Markdown. */
export function formatMarkdownTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((column) => (column.align === 'left' ? '---' : '---:'));
  return `${[columns.map((column) => column.title), rule, ...rows.map((row) => columns.map((column) => column.cell(row)))].map(line).join('\n')}\n`;
}

/**
 * A wide table as several, one below the other, each repeating its first column: as many groups of columns in each as fit
 * on a line, but at least one.
 */
export function formatTables<Row>(
  rows: readonly Row[],
  head: Column<Row>,
  groups: readonly (readonly Column<Row>[])[],
  width = LINE_WIDTH,
): string {
  const tables: string[] = [];
  let columns = [head];
  for (const group of groups) {
    const wider = [...columns, ...group];
    if (columns.length > 1 && widthOf(formatTable(rows, wider)) > width) {
      tables.push(formatTable(rows, columns));
      columns = [head, ...group];
    } else columns = wider;
  }
  return [...tables, formatTable(rows, columns)].join('\n');
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
