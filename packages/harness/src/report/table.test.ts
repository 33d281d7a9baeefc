import { describe, expect, test } from 'vitest';
import { type Column, formatMarkdownTable, formatTable } from './table.js';

interface Row {
  readonly name: string;
  readonly size: number;
}
const columns: Column<Row>[] = [
  { title: 'name', align: 'left', cell: ({ name }) => name },
  { title: 'n', align: 'right', cell: ({ size }) => String(size) },
];

describe('a table as text', () => {
  test('aligns columns to their widest cell or title, without trailing spaces', () => {
    const rows = [
      { name: 'a', size: 1 },
      { name: 'longer name', size: 1000 },
    ];
    expect(formatTable(rows, columns)).toBe(
      ['name            n', '-----------  ----', 'a               1', 'longer name  1000', ''].join('\n'),
    );
  });

  test('without rows is its titles', () => {
    expect(formatTable([], columns)).toBe('name  n\n----  -\n');
  });

  test('leaves no space at the end of a line', () => {
    const last: Column<Row>[] = [{ title: 'name', align: 'left', cell: ({ name }) => name }];
    expect(formatTable([{ name: '', size: 0 }], last)).toBe('name\n----\n\n');
  });
});

describe('a table as Markdown', () => {
  test('says how columns are aligned', () => {
    expect(formatMarkdownTable([{ name: 'a', size: 1 }], columns)).toBe('| name | n |\n| --- | ---: |\n| a | 1 |\n');
  });

  test('keeps a bar in a cell from ending it', () => {
    expect(formatMarkdownTable([{ name: 'max |z|', size: 1 }], columns)).toContain('| max \\|z\\| | 1 |');
  });
});
