import { describe, expect, test } from 'vitest';
import { compareSpeeds, confirmed, SLOWDOWN_LIMIT } from './gate.js';
import type { Speed } from './speeds.js';

const speed = (id: string, perSecond: number, calibrationPerSecond = 1000): Speed => ({
  id,
  unit: 'samples',
  bound: 'arithmetic',
  perSecond,
  calibrationPerSecond,
});
const verdicts = (now: Speed[], then: Speed[]) => compareSpeeds(now, then).map(({ id, verdict }) => [id, verdict]);

describe('the throughput gate', () => {
  test('holds what is as fast as it was, and passes what is faster', () => {
    expect(compareSpeeds([speed('a', 50), speed('b', 400)], [speed('a', 50), speed('b', 100)])).toMatchObject([
      { id: 'a', slowdown: 1, verdict: 'held' },
      { id: 'b', slowdown: 0.25, verdict: 'held' },
    ]);
  });

  test('fails beyond its limit, not at it', () => {
    expect(SLOWDOWN_LIMIT).toBe(1.5);
    expect(verdicts([speed('a', 100)], [speed('a', 150)])).toEqual([['a', 'held']]);
    expect(verdicts([speed('a', 100)], [speed('a', 151)])).toEqual([['a', 'slower']]);
  });

  test("divides the machine's own change out", () => {
    // Half as fast on a machine half as fast: held. As fast as before on a machine twice as fast: slower.
    expect(compareSpeeds([speed('a', 50, 500)], [speed('a', 100, 1000)])).toMatchObject([{ slowdown: 1, verdict: 'held' }]);
    expect(compareSpeeds([speed('a', 100, 2000)], [speed('a', 100, 1000)])).toMatchObject([{ slowdown: 2, verdict: 'slower' }]);
  });

  test('names what is new, and what has gone', () => {
    expect(verdicts([speed('a', 1), speed('b', 1)], [speed('c', 1), speed('a', 1)])).toEqual([
      ['a', 'held'],
      ['b', 'new'],
      ['c', 'gone'],
    ]);
  });
});

describe('a second measurement', () => {
  const slow = compareSpeeds(
    [speed('a', 10), speed('b', 10), speed('c', 100)],
    [speed('a', 100), speed('b', 100), speed('c', 100)],
  );
  const again = compareSpeeds([speed('a', 90), speed('b', 20)], [speed('a', 100), speed('b', 100)]);

  test('clears what is held the second time; what is slower twice stays slower', () => {
    expect(confirmed(slow, again).map(({ id, verdict, perSecond }) => [id, verdict, perSecond])).toEqual([
      ['a', 'held', 90],
      ['b', 'slower', 10],
      ['c', 'held', 100],
    ]);
  });

  test('cannot clear what it did not measure', () => {
    expect(confirmed(slow, []).map(({ verdict }) => verdict)).toEqual(['slower', 'slower', 'held']);
  });

  test('cannot spoil what was held', () => {
    const held = compareSpeeds([speed('a', 100)], [speed('a', 100)]);
    expect(confirmed(held, compareSpeeds([speed('a', 1)], [speed('a', 100)]))).toEqual(held);
  });
});
