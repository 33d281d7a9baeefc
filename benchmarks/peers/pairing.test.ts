import { describe, expect, it } from 'vitest';
import { interleave, planRounds, summarise } from './pairing.js';

describe('planRounds', () => {
  it('repeats short runs until a stretch is long enough to time', () => {
    expect(planRounds(0.001, 0.1, 8)).toEqual({ rounds: 15, oursRepeats: 30, peerRepeats: 1 });
    expect(planRounds(1e-9, 1e-9, 8).oursRepeats).toBe(10_000);
  });

  it('takes fewer rounds when they are long, but never less than five, or three when five would take twice the time', () => {
    expect(planRounds(0.5, 0.5, 8).rounds).toBe(8);
    expect(planRounds(1, 2, 8).rounds).toBe(5);
    expect(planRounds(3, 4, 8).rounds).toBe(3);
  });
});

describe('interleave', () => {
  it('measures ours, theirs, ours, theirs, and divides by the repeats', async () => {
    const order: string[] = [];
    const stopwatch = (name: string, seconds: number) => async (repeats: number) => {
      order.push(`${name} ${repeats}`);
      return seconds * repeats;
    };
    const rounds = await interleave(stopwatch('ours', 0.5), stopwatch('peer', 2), { rounds: 2, oursRepeats: 4, peerRepeats: 1 });
    expect(order).toEqual(['ours 4', 'peer 1', 'ours 4', 'peer 1']);
    expect(rounds).toEqual([
      { ours: 0.5, peer: 2 },
      { ours: 0.5, peer: 2 },
    ]);
  });
});

describe('summarise', () => {
  const rounds = [
    { ours: 1, peer: 3 },
    { ours: 4, peer: 4 },
    { ours: 2, peer: 5 },
  ];

  it('takes medians of each side, and of the ratios of the rounds instead of the ratio of the medians', () => {
    expect(summarise(rounds, 1)).toEqual({
      rounds: 3,
      oursMedian: 2,
      oursMin: 1,
      peerMedian: 4,
      peerMin: 3,
      ratio: 2.5,
      ratioMin: 1,
      ratioMax: 3,
    });
  });

  it('extrapolates the times of the peer alone', () => {
    const { oursMedian, peerMedian, ratio } = summarise(rounds, 1000);
    expect({ oursMedian, peerMedian, ratio }).toEqual({ oursMedian: 2, peerMedian: 4000, ratio: 2500 });
  });
});
