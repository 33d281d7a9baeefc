import { describe, expect, test } from 'vitest';
import { gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { resampledRows } from './resampled-rows.js';

describe('resampled rows', () => {
  const loaded = loadedFrom(gaussianScenario({ replicates: 5, samples: 1000, metrics: ['variance-ratio', 'w2-squared'] }));

  test('notice a large shift and nothing without one, and are the same every time', async () => {
    const baseline = await resultFrom(loaded);
    const effects = [1, 1000];
    const found = resampledRows('gaussian', [{ loaded, baseline }], effects, 40);
    expect(found).toMatchObject({ system: 'gaussian', scenarios: 1, trials: 40 });
    expect(found.different).toBeLessThanOrEqual(2);
    expect(found.rows.map(({ metric, trials }) => [metric, trials])).toEqual([
      ['variance-ratio', 40],
      ['w2-squared', 40],
    ]);
    for (const { flagged } of found.rows) {
      expect(flagged[0]).toBeLessThanOrEqual(4);
      expect(flagged[1]).toBe(40);
    }
    expect(resampledRows('gaussian', [{ loaded, baseline }], effects, 40)).toEqual(found);
  });

  test('leave out what is not a number everywhere', async () => {
    const baseline = await resultFrom(loaded);
    const values = structuredClone(baseline.values);
    const last = values['w2-squared'].length - 1;
    values['w2-squared'][last] = values['w2-squared'][last].map(() => ({ status: 'undefined' as const, reason: 'no spread' }));
    const { rows } = resampledRows('gaussian', [{ loaded, baseline: { ...baseline, values } }], [1], 5);
    expect(rows.map(({ metric }) => metric)).toEqual(['variance-ratio']);
  });
});
