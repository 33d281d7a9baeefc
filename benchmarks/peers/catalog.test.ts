import { describe, expect, it } from 'vitest';
import { comparisons } from './catalog.js';
import { startPython } from './python.js';

const found = await startPython(process.env);
const python = 'missing' in found ? undefined : found;
python?.stop();

describe('the catalog', () => {
  it('has one comparison a name, each of which measures something', () => {
    expect(new Set(comparisons.map(({ name }) => name)).size).toBe(comparisons.length);
    for (const { rows, figures } of comparisons) expect(rows.length > 0 || figures !== undefined).toBe(true);
  });
});

const rows = comparisons.flatMap((comparison) =>
  comparison.rows.map((row) => ({ ...row, label: `${comparison.name}, ${row.name}` })),
);

describe.skipIf(python === undefined)('the two sides (need python3 with NumPy and SciPy)', () => {
  it('have the same cases', () => {
    expect([...new Set(rows.map(({ peer }) => peer))].sort()).toEqual(python!.cases);
  });

  it('do the same work in every row', async () => {
    const server = await startPython(process.env);
    if ('missing' in server) throw new Error(server.missing);
    try {
      for (const { label, ours, peer, tolerance } of rows) {
        const side = ours();
        await side.run();
        const difference = Math.abs(side.agree() - (await server.agree(peer)));
        expect(difference, label).toBeLessThanOrEqual(tolerance);
      }
    } finally {
      server.stop();
    }
  });

  it('say what is wrong when a case fails or is not there', async () => {
    const server = await startPython(process.env);
    if ('missing' in server) throw new Error(server.missing);
    await expect(server.seconds('nothing', 1)).rejects.toThrow("Python: KeyError: 'nothing'");
    expect(await server.seconds('discrete-counts', 3)).toBeGreaterThan(0);
    server.stop();
  });
});
