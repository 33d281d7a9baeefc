import { describe, expect, test } from 'vitest';
import { ownRoot, workspaceAt } from '../workspace.js';
import { gateRates, gates } from './gate-rates.js';
import { readTimings, type Timings } from './timings.js';

const timings = (...relative: number[][]): Timings => ({
  formatVersion: 1,
  class: 'here',
  benchmarks: relative.map((each, i) => ({ id: `b${i}`, relative: each })),
});
const extent = { checks: 20, trials: 20 };

describe('the rates of a gate', () => {
  test.each(gates)('where processes hardly differ: %s', async (gate) => {
    const { alarms, planted } = await gateRates(gate, timings([1, 1.01, 0.99], [5, 5.1]), [1.05, 1.7], extent);
    expect(alarms).toBe(0);
    expect(planted).toEqual([
      { slowdown: 1.05, trials: 40, flagged: 0 },
      { slowdown: 1.7, trials: 40, flagged: 40 },
    ]);
  });

  test('where one process in two takes twice as long: the fastest counts, and no gate is taken in', async () => {
    for (const gate of gates) {
      const { alarms } = await gateRates(gate, timings([1, 0.5]), [], extent);
      expect(alarms, gate).toBe(0);
    }
  });

  test('where a machine varies threefold by chance, a baseline of five processes takes luck for a promise', async () => {
    const wide = timings(Array.from({ length: 40 }, (_, i) => (i === 0 ? 3 : 1)));
    const { alarms } = await gateRates('baseline', wide, [], { checks: 200, trials: 1 });
    // A lucky process among five (12%) and none among the fourteen that follow (70%).
    expect(alarms / 200).toBeGreaterThan(0.03);
    expect((await gateRates('checkout', wide, [], { checks: 200, trials: 1 })).alarms / 200).toBeLessThanOrEqual(0.01);
  });

  test('as recorded, in small: no alarm of the gate for pull requests, and 1.5x the time is flagged', async () => {
    const recorded = readTimings(workspaceAt(ownRoot));
    const { alarms, planted } = await gateRates('checkout', recorded, [1.5], { checks: 60, trials: 4 });
    expect(alarms).toBeLessThanOrEqual(2);
    expect(planted[0].flagged / planted[0].trials).toBeGreaterThan(0.85);
  });
});
