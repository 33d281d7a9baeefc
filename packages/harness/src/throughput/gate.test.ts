import { describe, expect, test } from 'vitest';
import { compareSpeeds, SLOWDOWN_LIMIT, settledSpeeds } from './gate.js';
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

describe('settling what seems slower', () => {
  const then = [speed('a', 100), speed('b', 100), speed('c', 100)];
  /** Answers with one list of speeds a call, and keeps what was asked. */
  function measuring(...answers: Speed[][]) {
    const asked: [number, readonly string[]][] = [];
    const measure = async (processes: number, ids: readonly string[]) => {
      asked.push([processes, ids]);
      return answers[asked.length - 1];
    };
    return { asked, measure };
  }

  test('measures nothing again that is clearly as fast as it was', async () => {
    const { asked, measure } = measuring();
    const now = [speed('a', 100), speed('b', 80), speed('new', 1)];
    expect(await settledSpeeds(now, then, measure)).toEqual(now);
    expect(asked).toEqual([]);
  });

  test('already doubts below its limit, and keeps the fastest until nothing is in doubt', async () => {
    const { asked, measure } = measuring([speed('a', 60), speed('b', 95)], [speed('a', 90)]);
    const now = [speed('a', 50), speed('b', 79), speed('c', 100)];
    expect(await settledSpeeds(now, then, measure)).toEqual([speed('a', 90), speed('b', 95), speed('c', 100)]);
    expect(asked.map(([, ids]) => ids)).toEqual([['a', 'b'], ['a']]);
  });

  test('gives up on what stays slow after three rounds of four processes, at its fastest', async () => {
    const { asked, measure } = measuring([speed('a', 40)], [speed('a', 60)], [speed('a', 50)]);
    const settled = await settledSpeeds([speed('a', 50)], then, measure);
    expect(settled).toEqual([speed('a', 60)]);
    expect(asked).toEqual([4, 4, 4].map((processes) => [processes, ['a']]));
    expect(compareSpeeds(settled, [speed('a', 100)])).toMatchObject([{ id: 'a', verdict: 'slower' }]);
  });

  test('the fastest is so beside its own calibration', async () => {
    // Twice as fast on a machine three times as fast is slower.
    const { measure } = measuring([speed('a', 120, 3000)], [speed('a', 60, 500)]);
    expect(await settledSpeeds([speed('a', 60)], then, measure)).toEqual([speed('a', 60, 500)]);
  });
});
