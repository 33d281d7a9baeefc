export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** Rows as text in aligned columns, two spaces apart, the title line underlined. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, i) => Math.max(column.title.length, ...cells.map((line) => line[i].length)));
  const format = (line: readonly string[]) =>
    line
      .map((cell, i) => (columns[i].align === 'left' ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[columns.map((column) => column.title), rule, ...cells].map(format).join('\n')}\n`;
}

/** The same table as GitHub-flavoured Markdown. */
export function formatMarkdownTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((column) => (column.align === 'left' ? '---' : '---:'));
  return `${[columns.map((column) => column.title), rule, ...rows.map((row) => columns.map((column) => column.cell(row)))].map(line).join('\n')}\n`;
}

/** What a terminal is taken to show on one line. */
export const LINE_WIDTH = 120;

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
