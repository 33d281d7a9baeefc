import { expect, test } from 'vitest';
import { table } from './table.js';

const rows = [
  { name: '<a>', size: 2 as number | null },
  { name: 'b', size: null },
];

test('headers name rows and columns; values to sort by stand beside what is shown', () => {
  const { html } = table(
    rows,
    [
      { title: 'name', heading: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
      { title: 'size', numeric: true, cell: ({ size }) => `${size ?? '–'} m`, sortBy: ({ size }) => size },
      { title: 'note', cell: () => '' },
    ],
    { caption: 'Sizes', interactive: true, sorted: 1 },
  );
  expect(html).toContain('<caption>Sizes</caption>');
  expect(html).toContain('<th scope="col" aria-sort="none"><button type="button" data-sort>name</button></th>');
  expect(html).toContain('<th scope="col" class="n" aria-sort="ascending">');
  expect(html).toContain('<th scope="col">note</th>');
  expect(html).toContain('<th scope="row" data-value="&lt;a&gt;">&lt;a&gt;</th><td class="n" data-value="2">2 m</td>');
  expect(html).toContain('<td class="n" data-value="">– m</td>');
});

test('a table that is only read has no buttons', () => {
  const { html } = table(rows, [{ title: 'name', cell: ({ name }) => name, sortBy: ({ name }) => name }], { caption: 'x' });
  expect(html).not.toMatch(/button|data-value|aria-sort/);
});
