import { describe, expect, test } from 'vitest';
import { type Column, formatMarkdownTable, formatTable, formatTables, LINE_WIDTH } from './table.js';

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

  test('underlines no further than a terminal shows', () => {
    const name = 'word '.repeat(40);
    const [title, rule, row] = formatTable([{ name, size: 1 }], [columns[1], columns[0]]).split('\n');
    expect([title, row]).toEqual(['n  name', `1  ${name.trimEnd()}`]);
    expect(rule).toBe(`-  ${'-'.repeat(LINE_WIDTH - 3)}`);
  });

  test('leaves no space at the end of a line', () => {
    const last: Column<Row>[] = [{ title: 'name', align: 'left', cell: ({ name }) => name }];
    expect(formatTable([{ name: '', size: 0 }], last)).toBe('name\n----\n\n');
  });
});

describe('a table with a width', () => {
  const words = 'one two three four five six seven eight nine ten';
  const last: Column<Row>[] = [columns[1], { title: 'words', align: 'left', cell: ({ name }) => name }];
  const rows = [
    { name: words, size: 1 },
    { name: 'short', size: 22 },
  ];

  test('wraps its last column below itself', () => {
    expect(formatTable(rows, last, 34)).toBe(
      [' n  words', `--  ${'-'.repeat(30)}`, ' 1  one two three four five six', '    seven eight nine ten', '22  short', ''].join(
        '\n',
      ),
    );
  });

  test('that is enough, or too small for words to read well, is as without', () => {
    expect(formatTable(rows, last, 4 + words.length)).toBe(formatTable(rows, last));
    expect(formatTable(rows, last, 10)).toBe(formatTable(rows, last, 34));
  });

  test('leaves a right-aligned last column alone', () => {
    expect(formatTable(rows, columns, 20)).toBe(formatTable(rows, columns));
  });
});

describe('a wide table', () => {
  const rows = [
    { name: 'a', size: 1 },
    { name: 'b', size: 22 },
  ];
  const [head, size] = columns;
  const groups = [[size, size], [size], [size]];

  test('that fits the line stays one', () => {
    expect(formatTables(rows, head, groups, 20)).toBe(formatTable(rows, [head, size, size, size, size]));
  });

  test('becomes several, with the first column in each and groups kept together', () => {
    expect(formatTables(rows, head, groups, 19)).toBe(
      `${formatTable(rows, [head, size, size, size])}\n${formatTable(rows, [head, size])}`,
    );
    expect(formatTables(rows, head, groups, 1).match(/^name/gm)).toHaveLength(3);
  });

  test('without columns is its first one', () => {
    expect(formatTables(rows, head, [])).toBe(formatTable(rows, [head]));
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
