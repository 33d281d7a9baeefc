import { expect, test } from 'vitest';
import { csv } from './csv.js';

test('a line of labels and a line a row, quoted where it must be', () => {
  const data = {
    columns: [
      { key: 'a', label: 'name, in full' },
      { key: 'b', label: 'value' },
    ],
    rows: [
      { a: 'x', b: 1.5 },
      { a: 'say "y"', b: null },
      { a: 'two\nlines', b: -1e-9 },
    ],
  };
  expect(csv(data)).toBe('"name, in full",value\nx,1.5\n"say ""y""",\n"two\nlines",-1e-9\n');
});
