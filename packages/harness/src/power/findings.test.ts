import { describe, expect, test } from 'vitest';
import { percent, placeFindings, rateText, targets, worst } from './findings.js';
import type { SeedOutcome } from './fresh-seeds.js';
import { EFFECTS, type PowerStudy, SLOWDOWNS } from './study.js';

const seed = (changes: Partial<SeedOutcome> = {}): SeedOutcome => ({
  different: false,
  differentByFew: false,
  equivalent: true,
  refuted: [false, false],
  flagged: [EFFECTS.map((effect) => effect >= 2), EFFECTS.map((effect) => effect > 1)],
  flaggedByTheory: [EFFECTS.map(() => true), undefined],
  ...changes,
});
const seeds = (count: number) => Array.from({ length: count }, () => seed());
const gate = (alarms: number, flagged: number) => ({
  gate: 'checkout' as const,
  checks: 1000,
  alarms,
  planted: SLOWDOWNS.map((slowdown) => ({ slowdown, trials: 100, flagged: slowdown < 1.5 ? 0 : flagged })),
});
const study = (changes: Partial<PowerStudy> = {}): PowerStudy => ({
  exact: [
    { scenario: 'a', change: undefined, verdict: 'exact', replicates: 1 },
    { scenario: 'a', change: 'stale-random-stream', verdict: 'different', replicates: 2 },
  ],
  places: ['x', 'y'].map((metric) => ({ scenario: 'a', metric, generation: 1 })),
  seeds: seeds(200),
  resampled: [],
  gates: [gate(10, 95)],
  ...changes,
});
const missed = (changes: Partial<PowerStudy>) =>
  targets(study(changes))
    .filter(({ met }) => !met)
    .map(({ what }) => what);

describe('the targets', () => {
  test('are met at their edges', () => {
    expect(missed({})).toEqual([]);
    expect(missed({ seeds: [...seeds(198), seed({ different: true }), seed({ different: true })] })).toEqual([]);
  });

  test('are missed by one too many', () => {
    const others = (outcome: SeedOutcome, count: number) => [
      ...seeds(200 - count),
      ...Array.from({ length: count }, () => outcome),
    ];
    expect(missed({ seeds: others(seed({ different: true }), 3) })).toEqual(['fresh seeds, nothing changed: different']);
    expect(missed({ seeds: others(seed({ differentByFew: true }), 3) })).toEqual(['the same with five replicates']);
    expect(missed({ seeds: others(seed({ refuted: [true, true] }), 3) })).toEqual([
      'fresh seeds, nothing changed: theory said not to hold',
    ]);
    const blind = [EFFECTS.map(() => true), EFFECTS.map((effect) => effect !== 2.5)];
    expect(missed({ seeds: others(seed({ flagged: blind }), 3) })).toEqual([
      'fresh seeds, a shift of 2 margins or more: different, at the worst place',
    ]);
    expect(missed({ gates: [gate(11, 94)] })).toEqual([
      'throughput against another checkout, nothing changed: slower',
      'throughput against another checkout, 1.5x the time: slower',
    ]);
  });

  test('are missed by an exact row that is not, or a change that passes', () => {
    const wrong = { scenario: 'b', change: undefined, verdict: 'different' as const, replicates: 1 };
    expect(missed({ exact: [...study().exact, wrong] })).toEqual(['exact rows, nothing changed: exact']);
    const passed = { scenario: 'b', change: 'stale-random-stream', verdict: 'exact' as const, replicates: 5 };
    expect(missed({ exact: [...study().exact, passed] })).toEqual(['exact rows, a change planted: different']);
    expect(missed({ exact: [] })).toEqual(['exact rows, nothing changed: exact', 'exact rows, a change planted: different']);
  });
});

describe('rates', () => {
  test('of places are counted by effect, and the worst is the least', () => {
    const [x, y] = placeFindings(study());
    expect([x.flagged[2].count, y.flagged[3].count, y.byTheory]).toEqual([0, 200, undefined]);
    expect(worst([x.flagged, y.flagged], EFFECTS.indexOf(1.5))).toEqual({ count: 0, trials: 200 });
  });

  test('are written in percent with a Wilson interval, and nearly all is not all', () => {
    // Wilson's interval of 0 of 500: z^2 / (n + z^2) = 3.8415 / 503.84.
    expect(rateText({ count: 0, trials: 500 })).toBe('0% (0% to 0.8%)');
    expect([0.99999, 1, 0.00001, 0, 0.125, 0.5].map(percent)).toEqual(['>99.9%', '100%', '<0.1%', '0%', '12.5%', '50%']);
  });
});
