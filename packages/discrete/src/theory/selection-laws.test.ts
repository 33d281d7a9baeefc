import { describe, expect, it } from 'vitest';
import { argmaxLaw, detectedLaw, softmaxLaw, softmaxLimit, surprisingLaw, verifiedLaw } from './selection-laws.js';

const p = Float64Array.of(0.4, 0.1, 0.3, 0.2);
const rewards = Float64Array.of(0, 2, 1, 1);
const sum = (law: Float64Array) => law.reduce((a, b) => a + b, 0);

/** Every ordered choice of K states with its chance: the naive twin. */
function tuples(K: number): { chance: number; states: number[] }[] {
  if (K === 0) return [{ chance: 1, states: [] }];
  return tuples(K - 1).flatMap(({ chance, states }) =>
    [...p].map((q, state) => ({ chance: chance * q, states: [...states, state] })),
  );
}

function expectLaw(law: Float64Array, expected: readonly number[], digits = 13): void {
  expect(sum(law)).toBeCloseTo(1, 14);
  expected.forEach((value, state) => {
    expect(law[state], `state ${state}`).toBeCloseTo(value, digits);
  });
}

describe('selection among K, against all ordered choices of K', () => {
  it.each([1, 2, 4])('argmax, K = %i, ties broken evenly', (K) => {
    const expected = [0, 0, 0, 0];
    for (const { chance, states } of tuples(K)) {
      const best = Math.max(...states.map((state) => rewards[state]));
      const ties = states.filter((state) => rewards[state] === best);
      for (const state of ties) expected[state] += chance / ties.length;
    }
    expectLaw(argmaxLaw(p, rewards, K), expected);
  });

  it.each([1, 2, 4])('softmax, K = %i', (K) => {
    const expected = [0, 0, 0, 0];
    for (const { chance, states } of tuples(K)) {
      const odds = states.map((state) => Math.exp(rewards[state] / 0.7));
      const total = odds.reduce((a, b) => a + b, 0);
      states.forEach((state, i) => {
        expected[state] += (chance * odds[i]) / total;
      });
    }
    expectLaw(softmaxLaw(p, rewards, K, 0.7), expected);
  });

  it('softmax tends to p e^(r/T)/E e^(r/T) as 1/K', () => {
    const limit = softmaxLimit(p, rewards, 0.7);
    const weights = [...p].map((q, i) => q * Math.exp(rewards[i] / 0.7));
    const total = weights.reduce((a, b) => a + b, 0);
    expectLaw(
      limit,
      weights.map((weight) => weight / total),
    );
    const error = (K: number) => Math.abs(softmaxLaw(p, rewards, K, 0.7)[1] - limit[1]);
    expect(error(40)).toBeLessThan(0.8 / 40);
    expect(error(20) / error(40)).toBeCloseTo(2, 0);
  });

  it('softmax of almost no temperature is argmax, dead states staying dead', () => {
    const dead = Float64Array.of(0.5, 0, 0.3, 0.2);
    expectLaw(softmaxLaw(dead, rewards, 5, 1e-4), [...argmaxLaw(dead, rewards, 5)]);
    expect(argmaxLaw(dead, rewards, 5)[1]).toBe(0);
    const rare = Float64Array.of(0.5, 0.3, 0.2, 0);
    const never = Float64Array.of(0, 1, Number.NEGATIVE_INFINITY, 3);
    expect(softmaxLimit(rare, never, 1)[2]).toBe(0);
  });
});

describe('verification, surprise and detection', () => {
  it('keeps right states with phi and wrong ones with psi', () => {
    const kept = [0.4 * 0.9, 0.1 * 0.2, 0.3 * 0.9, 0.2 * 0.2];
    const total = kept.reduce((a, b) => a + b, 0);
    const right = Uint8Array.of(1, 0, 1, 0);
    expectLaw(
      verifiedLaw(p, right, 0.9, 0.2)!,
      kept.map((mass) => mass / total),
    );
    expect(verifiedLaw(Float64Array.of(0, 0.5, 0, 0.5), right, 1, 0)).toBeUndefined();
  });

  it('keeps the least likely states up to the fraction, equals in proportion', () => {
    expectLaw(surprisingLaw(p, 0.2), [0, 0.5, 0, 0.5]);
    expectLaw(surprisingLaw(p, 0.45), [0, 0.1 / 0.45, 0.15 / 0.45, 0.2 / 0.45]);
    expectLaw(surprisingLaw(p, 1), [...p]);
    expectLaw(surprisingLaw(Float64Array.of(0.25, 0.25, 0, 0.5), 0.2), [0.5, 0.5, 0, 0]);
  });

  it('pulls an overweight state back: q (p0/(p0 + q))^power', () => {
    const q = Float64Array.of(0.7, 0.1, 0.2, 0);
    const weights = [0.7 * (0.4 / 1.1) ** 3, 0.1 * 0.5 ** 3, 0.2 * (0.3 / 0.5) ** 3, 0];
    const total = weights.reduce((a, b) => a + b, 0);
    expectLaw(
      detectedLaw(q, p, 3),
      weights.map((weight) => weight / total),
    );
    expectLaw(detectedLaw(p, p, 3), [...p]);
  });
});
