import { expect, test } from 'vitest';
import { mitigationGrid } from '../profile/mitigation-grid.js';
import { gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { asRatio, scoresOf } from './scores.js';

test('where higher is better the difference turns its sign: less is better in every system', async () => {
  const entryOf = async (mitigation: string, options: object) => {
    const loaded = loadedFrom(gaussianScenario({ mitigation: options, replicates: 12 }), `grid/gaussian/${mitigation}`);
    return { system: 'gaussian', mitigation, loaded, scenario: loaded.scenario, result: await resultFrom(loaded) };
  };
  const entries = [
    await entryOf('replace', { id: 'replace' }),
    await entryOf('accumulate', { id: 'accumulate', keepReal: true }),
  ];
  const { systems, cells } = mitigationGrid(entries, 'risk');
  const [lower, higher] = (['lower-is-better', 'higher-is-better'] as const).map(
    (direction) => scoresOf({ ...systems[0], direction }, cells, entries).scores[1],
  );
  expect(higher.difference.estimate).toBe(-lower.difference.estimate);
  expect(higher.difference.low).toBeCloseTo(-lower.difference.high, 12);
  expect(higher.value).toEqual(lower.value);
  // The resamples are the grid's own.
  const ratio = asRatio(lower.difference);
  expect(ratio.estimate).toBeCloseTo(lower.cell.ratio.estimate, 12);
  expect(ratio.low).toBeCloseTo(lower.cell.ratio.low, 4);
  expect(ratio.high).toBeCloseTo(lower.cell.ratio.high, 4);
});
