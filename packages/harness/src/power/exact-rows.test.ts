import { describe, expect, test } from 'vitest';
import { discreteScenario, gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { exactRow, replicatesDiffer } from './exact-rows.js';
import { plantedChanges } from './planted-changes.js';

const mitigation = { id: 'fresh-real', fraction: 0.1, counts: 'fixed' };

describe('an exact row', () => {
  test('is exact as it is, and different by every planted change', async () => {
    const loaded = loadedFrom(gaussianScenario({ mitigation, samples: 100, generations: 6, observe: [1, 2, 3, 6] }));
    const outcomes = await exactRow(loaded, await resultFrom(loaded));
    expect(outcomes.map(({ change, verdict }) => [change, verdict])).toEqual([
      [undefined, 'exact'],
      ...plantedChanges.map(({ id }) => [id, 'different']),
    ]);
    expect(outcomes.every(({ replicates }) => replicates === 1)).toBe(true);
  });

  test('of few states may need more than one replicate, and says so', async () => {
    // Two states and two samples: some chains are absorbed at once, and nothing drawn later shows.
    const system = { id: 'discrete', representation: 'sufficient-statistics', real: { kind: 'uniform', states: 2 } };
    const loaded = loadedFrom(discreteScenario({ system, samples: 2, observe: [1, 3], replicates: 4, seed: 6 }));
    const stale = (await exactRow(loaded, await resultFrom(loaded))).find(({ change }) => change === 'stale-random-stream')!;
    expect(stale.replicates).toBeGreaterThan(1);
  });

  test('of chains that all end in one state has no random numbers to mistake', async () => {
    const certain = { id: 'discrete', representation: 'sufficient-statistics', real: { kind: 'uniform', states: 2 } };
    const loaded = loadedFrom(
      discreteScenario({ system: certain, samples: 2, generations: 60, observe: [1, 40, 60], metrics: ['support'] }),
    );
    const result = await resultFrom(loaded);
    expect(replicatesDiffer(result)).toBe(false);
    expect((await exactRow(loaded, result)).map(({ change }) => change)).not.toContain('stale-random-stream');
  });

  test('of a wrong baseline is not exact', async () => {
    const loaded = loadedFrom(gaussianScenario());
    const result = await resultFrom(loaded);
    const values = structuredClone(result.values);
    values['variance-ratio'][0][0] = 9;
    const [unchanged] = await exactRow(loaded, { ...result, values });
    expect(unchanged).toMatchObject({ change: undefined, verdict: 'different' });
  });
});
