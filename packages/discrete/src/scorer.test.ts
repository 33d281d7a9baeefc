import { describe, expect, it } from 'vitest';
import { discreteScorer, rightStates } from './scorer.js';

const real = Float64Array.of(0.5, 0.3, 0.16, 0.03, 0.01, 0);
const scorer = discreteScorer(real);
const rng = { state: Uint32Array.of(1, 2, 3, 4) };

describe('how single samples are judged', () => {
  it('reward is ln p0 of the state', async () => {
    const rewards = await scorer.reward!(Uint32Array.of(4, 0, 1, 1));
    [0.01, 0.5, 0.3, 0.3].forEach((p, i) => {
      expect(rewards[i]).toBeCloseTo(Math.log(p), 14);
    });
  });

  it('right are the densest states that hold 95% of p0, with all their equals', async () => {
    expect([...rightStates(real)]).toEqual([1, 1, 1, 0, 0, 0]);
    expect([...rightStates(new Float64Array(40).fill(1 / 40))]).toEqual(new Array(40).fill(1));
    expect([...(await scorer.correct!(Uint32Array.of(3, 0, 4, 2)))]).toEqual([0, 1, 0, 1]);
  });

  it('surprise is -ln p of the state under the model, whatever p0 says', async () => {
    const probabilities = Float64Array.of(0.25, 0, 0.75, 0, 0, 0);
    const surprise = await scorer.surprise!({ probabilities }, Uint32Array.of(0, 2, 0));
    expect(surprise[0]).toBeCloseTo(Math.log(4), 14);
    expect(surprise[1]).toBeCloseTo(Math.log(4 / 3), 14);
    expect(surprise[2]).toBe(surprise[0]);
  });

  it('the detector is a smoothed likelihood ratio of what it has seen', async () => {
    // Six states: three added to each total. Real: 2 of 4 in state 0; generated: 1 of 8.
    const detect = await scorer.detector!(Uint32Array.of(0, 0, 1, 2), Uint32Array.of(0, 1, 1, 1, 1, 1, 1, 1), rng);
    const [zero, one, never] = await detect(Uint32Array.of(0, 1, 5));
    const ratio = (generated: number, genuine: number) => {
      const g = (generated + 0.5) / (8 + 3);
      return g / (g + (genuine + 0.5) / (4 + 3));
    };
    expect(zero).toBeCloseTo(ratio(1, 2), 14);
    expect(one).toBeCloseTo(ratio(7, 1), 14);
    expect(never).toBeCloseTo(ratio(0, 0), 14);
    expect(zero).toBeLessThan(0.5);
    expect(one).toBeGreaterThan(0.5);
  });
});
