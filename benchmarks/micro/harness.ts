import { performance } from 'node:perf_hooks';
import { type LoadedScenario, loadScenario, resultOf, runCell, workspaceAt } from '@collapse-bench/harness';
import type { MicroBench } from './micro-bench.js';

/** What the harness adds to a cell: everything but the mathematics, which one generation of a Gaussian hardly has. */
export function harnessBenches(root: string): MicroBench[] {
  const full = loadScenario(workspaceAt(root), 'gaussian/replace-m100');
  const shortest: LoadedScenario = { ...full, observed: [1] };
  return [
    {
      id: 'harness/cell',
      unit: 'cells',
      work: 20,
      bound: 'allocation',
      run: async () => {
        const cells = [];
        for (let replicate = 0; replicate < 20; replicate++)
          cells.push(await runCell(shortest, replicate, () => performance.now()));
        resultOf(shortest, cells);
      },
    },
  ];
}
