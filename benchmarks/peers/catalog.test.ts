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

async function sameWork(compared: typeof rows): Promise<void> {
  const server = await startPython(process.env);
  if ('missing' in server) throw new Error(server.missing);
  try {
    for (const { label, ours, peer, tolerance } of compared) {
      const side = ours();
      await side.run();
      const difference = Math.abs(side.agree() - (await server.agree(peer)));
      expect(difference, label).toBeLessThanOrEqual(tolerance);
    }
  } finally {
    server.stop();
  }
}

describe.skipIf(python === undefined)('the two sides (need python3 with NumPy and SciPy)', () => {
  it('have the same cases', () => {
    expect([...new Set(rows.map(({ peer }) => peer))].sort()).toEqual(python!.cases);
  });

  const wantsTorch = ({ peer }: { readonly peer: string }) => /^(torch|llm)-/.test(peer);
  const others = rows.filter((row) => !wantsTorch(row));
  const steps = rows.filter(wantsTorch);

  it('do the same work in every row', () => sameWork(others));

  // A step of ten million parameters takes a while, and the rows differ in size and threads alone.
  it.skipIf(python?.versions.torch == null)('take the same training step as PyTorch (needs torch)', () =>
    sameWork(steps.filter(({ peer }) => /^torch-(?!.*(10m|epoch|means|draws)).*-1$/.test(peer))),
  );

  it.skipIf(python?.versions.torch == null)('train and sample the same autoencoder as PyTorch (needs torch)', () =>
    sameWork(steps.filter(({ peer }) => /^torch-vae-.*-conv$/.test(peer))),
  );

  it.skipIf(python?.versions.transformers == null)('train and score the same OPT as transformers (needs transformers)', () =>
    sameWork(steps.filter(({ peer }) => /^llm-(training-1m-1|scoring-1m)$/.test(peer))),
  );

  it('say what is wrong when a case fails or is not there', async () => {
    const server = await startPython(process.env);
    if ('missing' in server) throw new Error(server.missing);
    await expect(server.seconds('nothing', 1)).rejects.toThrow("Python: KeyError: 'nothing'");
    expect(await server.seconds('discrete-counts', 3)).toBeGreaterThan(0);
    server.stop();
  });
});
