import { describe, expect, test } from 'vitest';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { plantedChanges } from './planted-changes.js';

const change = (id: string) => plantedChanges.find((each) => each.id === id)!;
const changed = (id: string, content: Record<string, unknown>) => change(id).changed(loadedFrom(content));
const freshReal = (samples: number, counts = 'fixed') =>
  gaussianScenario({ samples, mitigation: { id: 'fresh-real', fraction: 0.1, counts } });

describe('a planted change', () => {
  test('divides by M where the scenario says M - 1, and the reverse', () => {
    expect(changed('variance-estimator', gaussianScenario())!.scenario.system.ddof).toBe(0);
    const biased = gaussianScenario();
    biased.system = { ...(biased.system as object), ddof: 0 };
    expect(changed('variance-estimator', biased)!.scenario.system.ddof).toBe(1);
    expect(changed('variance-estimator', discreteScenario())).toBeUndefined();
  });

  test('does not make a mean of its first model depend on the estimator of a variance', () => {
    const meanAlone = { generations: 1, observe: [1], metrics: ['mean-absolute-error'] };
    expect(changed('variance-estimator', gaussianScenario(meanAlone))).toBeUndefined();
    expect(changed('variance-estimator', gaussianScenario({ ...meanAlone, metrics: ['variance-ratio'] }))).toBeDefined();
  });

  test('measures every generation one late', () => {
    expect(changed('off-by-one-generation', gaussianScenario())!.observed).toEqual([2, 3, 6]);
  });

  test('keeps nine of a hundred for ten, where that is another number', () => {
    expect(changed('nine-for-ten-percent', freshReal(100))!.scenario.mitigation.fraction).toBe(0.09);
    // 4.5 of 50 are 5, as are 10%.
    expect(changed('nine-for-ten-percent', freshReal(50))).toBeUndefined();
    expect(changed('nine-for-ten-percent', freshReal(50, 'iid'))).toBeDefined();
    expect(changed('nine-for-ten-percent', gaussianScenario())).toBeUndefined();
  });

  test('draws again what was drawn before only where there is a third generation to show it', () => {
    expect(changed('stale-random-stream', gaussianScenario())).toBeDefined();
    expect(changed('stale-random-stream', gaussianScenario({ generations: 2, observe: [1, 2] }))).toBeUndefined();
  });

  test('is none where whole populations or real data alone are trained on', () => {
    const real = loadedFrom(freshReal(100));
    const all = { ...real, scenario: { ...real.scenario, mitigation: { id: 'preserve-real', fraction: 1, redraw: true } } };
    const populations = { ...real, scenario: { ...real.scenario, samples: 'infinite' as const } };
    for (const id of ['off-by-one-generation', 'stale-random-stream']) {
      for (const loaded of [all, populations]) expect(change(id).changed(loaded), id).toBeUndefined();
    }
  });
});
