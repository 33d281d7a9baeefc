import { describe, expect, it } from 'vitest';
import { absorptionProbabilities, expectedSteps, stepsVariance } from './absorbing-chain.js';
import { asymptoticAbsorptionTime } from './absorption-oracles.js';
import { compositionChain } from './composition-chain.js';
import { absorptionTime, fixation, survival } from './wright-fisher-absorption.js';

describe('absorption by merging states', () => {
  it('equals the full chain over compositions of M, for two, three and four states', () => {
    for (const [states, samples, start] of [
      [2, 12, [5, 7]],
      [3, 9, [4, 3, 2]],
      [4, 6, [2, 2, 1, 1]],
    ] as const) {
      const chain = compositionChain(states, samples);
      const row = chain.compositions.findIndex((counts) => counts.join() === start.join());
      const probabilities = Float64Array.from(start, (count) => count / samples);
      const { mean, variance } = absorptionTime(probabilities, samples);
      expect(mean).toBeCloseTo(expectedSteps(chain)[row], 11);
      expect(variance).toBeCloseTo(stepsVariance(chain)[row], 9);
      const ends = absorptionProbabilities(chain);
      start.forEach((count, s) => {
        expect(ends[row * states + s]).toBeCloseTo(count / samples, 12);
        expect(fixation(samples)(count / samples, 80 * samples)).toBeCloseTo(count / samples, 12);
      });
      // P(T > k) by stepping the full chain.
      const at = survival(probabilities, samples);
      let distribution = Float64Array.from({ length: chain.transient }, (_, i) => (i === row ? 1 : 0));
      let restricted = 0;
      let restrictedSquared = 0;
      for (let k = 0; k <= 6; k++) {
        const alive = distribution.reduce((sum, p) => sum + p, 0);
        if (k > 0) {
          expect(at(k).alive).toBeCloseTo(alive, 12);
          expect(at(k).restricted).toBeCloseTo(restricted, 12);
          expect(at(k).restrictedSquared).toBeCloseTo(restrictedSquared, 11);
        }
        restricted += alive;
        restrictedSquared += (2 * k + 1) * alive;
        const next = new Float64Array(chain.transient);
        distribution.forEach((p, from) => {
          for (let to = 0; to < next.length; to++) next[to] += p * chain.q[from * next.length + to];
        });
        distribution = next;
      }
    }
  });

  it('solves three states at M = 50 with the reference of A.1, each row of the chain adding up to 1', () => {
    const chain = compositionChain(3, 50);
    expect(chain.transient).toBe(1323);
    for (const row of [0, 500, 1322]) {
      let sum = 0;
      for (let j = 0; j < chain.transient; j++) sum += chain.q[row * chain.transient + j];
      for (let s = 0; s < 3; s++) sum += chain.r[row * 3 + s];
      expect(sum).toBeCloseTo(1, 11);
    }
  });

  it('is 67.5 generations for M = 50 and p = 1/2, where the diffusion limit says 69.3', () => {
    const coin = Float64Array.of(0.5, 0.5);
    expect(absorptionTime(coin, 50).mean).toBeCloseTo(67.5, 1);
    expect(asymptoticAbsorptionTime(coin, 50)).toBeCloseTo(69.3, 1);
  });

  it('approaches 2M (1 - 1/M) from M distinct states', () => {
    const distinct = new Float64Array(100).fill(0.01);
    expect(absorptionTime(distinct, 100).mean / 198).toBeCloseTo(1, 1);
    expect(Math.abs(asymptoticAbsorptionTime(distinct, 100) - 198)).toBeLessThan(1);
  });

  it('sums to the mean time', () => {
    const p = Float64Array.of(0.2, 0.5, 0.3);
    expect(survival(p, 10)(600).restricted).toBeCloseTo(absorptionTime(p, 10).mean, 10);
  });

  it('refuses a chain that would take minutes to solve', () => {
    expect(() => compositionChain(3, 100)).toThrow(/5151/);
  });
});
