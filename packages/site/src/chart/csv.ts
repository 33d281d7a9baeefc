export type Value = number | string | null;

/** A small table of data: what a chart shows. */
export interface Data {
  /** Keys of the rows, with what they are called for readers. */
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** Comma-separated values (RFC 4180, line feeds): a line of labels, then a line a row; nothing where there is no value. */
export function csv({ columns, rows }: Data): string {
  const lines = [columns.map(({ label }) => field(label)), ...rows.map((row) => columns.map(({ key }) => field(row[key])))];
  return `${lines.map((line) => line.join(',')).join('\n')}\n`;
}

function field(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
