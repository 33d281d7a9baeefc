import { streamAt } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { systemOf } from '../catalog.js';
import { runCell } from '../run/cell.js';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { changedCell } from './changed-cell.js';

const preserving = { id: 'preserve-real', fraction: 0.5, redraw: true };
const points = { id: 'discrete', representation: 'points', real: { kind: 'uniform', states: 4 } };
const scenarios = [gaussianScenario(), discreteScenario(), discreteScenario({ system: points, mitigation: preserving })].map(
  (content) => loadedFrom(content),
);

describe('a cell with something changed in its loop', () => {
  test.each(scenarios)('is the cell itself where nothing is ($scenario.system.id, $scenario.mitigation.id)', async (loaded) => {
    const instance = systemOf(loaded.scenario.system.id).create(loaded.scenario.system);
    for (const replicate of [0, 3]) {
      const { seconds: _seconds, pictures: _pictures, ...cell } = await runCell(loaded, replicate, () => 0);
      const { seconds: _none, ...changed } = await changedCell(loaded, instance, replicate);
      expect(changed).toEqual(cell);
    }
  });

  test('has the change in the loop and in what metrics draw', async () => {
    const loaded = loadedFrom(gaussianScenario());
    const instance = systemOf('gaussian').create(loaded.scenario.system);
    const plain = await changedCell(loaded, instance, 0);
    const changed = await changedCell(loaded, instance, 0, (loop) => ({
      ...loop,
      source: { sample: (count) => loop.source.sample(count, streamAt(loop.streams.real, 7)) },
    }));
    expect(changed.values).not.toEqual(plain.values);
  });
});
