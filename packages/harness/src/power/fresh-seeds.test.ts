import { beforeAll, describe, expect, test } from 'vitest';
import { loadScenario } from '../scenario/load.js';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { type Ready, readied, type SeedOutcome, seedOutcome } from './fresh-seeds.js';
import { placesOf } from './planted-shift.js';

/** One small scenario for each system: what 500 seeds of the command show at length. */
const scenarios = [
  loadScenario(workspaceAt(ownRoot), 'power/gaussian-replace'),
  loadScenario(workspaceAt(ownRoot), 'power/discrete-uniform'),
];
const effects = [0.5, 2];
const SEEDS = 8;
const places = placesOf(scenarios);
const outcomes: SeedOutcome[] = [];
beforeAll(async () => {
  const ready = await readied(scenarios);
  for (let i = 0; i < SEEDS; i++) outcomes.push(await seedOutcome(ready, 2000 + 2 * i, effects));
});

const counts = (of: (outcome: SeedOutcome, place: number) => readonly boolean[] | undefined) =>
  places.map((_, p) => effects.map((_effect, e) => outcomes.filter((outcome) => of(outcome, p)?.[e]).length));

describe('on fresh seeds', () => {
  test('nothing unchanged is called different, by many replicates or few, and theory holds', () => {
    expect(outcomes.filter(({ different, differentByFew }) => different || differentByFew)).toEqual([]);
    // One in a hundred runs may be refuted, and there are 16.
    expect(outcomes.flatMap(({ refuted }) => refuted).filter(Boolean).length).toBeLessThanOrEqual(1);
    expect(outcomes.filter(({ equivalent }) => equivalent).length).toBeGreaterThanOrEqual(SEEDS - 1);
  });

  test('a shift within the margin is not called different, one of twice the margin is, up or down', () => {
    for (const [half, two] of counts(({ flagged }, p) => flagged[p])) {
      expect(half).toBe(0);
      expect(two).toBeGreaterThanOrEqual(SEEDS - 1);
    }
  });

  test('theory notices at half a margin what it speaks of', () => {
    const spokenOf = places.map((_, p) => outcomes[0].flaggedByTheory[p] !== undefined);
    expect(places.filter((_, p) => spokenOf[p]).map(({ metric }) => metric)).toEqual([
      'variance-ratio',
      'standard-deviation',
      'log-det-ratio',
      'homozygosity',
      'squared-error',
    ]);
    const found = counts(({ flaggedByTheory }, p) => flaggedByTheory[p]);
    for (const p of places.keys()) expect(found[p][0]).toBe(spokenOf[p] ? SEEDS : 0);
  });

  test('the same seed gives the same outcome, another one other runs', async () => {
    const ready: Ready[] = await readied([loadedFrom(gaussianScenario()), loadedFrom(discreteScenario())]);
    const fine = Array.from({ length: 40 }, (_, i) => i);
    const one = await seedOutcome(ready, 4, fine);
    expect(await seedOutcome(ready, 4, fine)).toEqual(one);
    expect((await seedOutcome(ready, 8, fine)).flagged).not.toEqual(one.flagged);
  });
});
