import { describe, expect, it } from 'vitest';
import { nucleus, nucleusThreshold, sampledLaw, tempered } from './sampled-law.js';

const p = Float64Array.of(0.1, 0.4, 0, 0.3, 0.2);

describe('temperature', () => {
  it('is p^(1/T), renormalised', () => {
    for (const temperature of [0.25, 0.7, 1, 2, 50]) {
      const weights = [...p].map((x) => x ** (1 / temperature));
      const total = weights.reduce((a, b) => a + b, 0);
      tempered(p, temperature).forEach((x, i) => {
        expect(x).toBeCloseTo(weights[i] / total, 14);
      });
    }
  });

  it('tends to the mode below and to the living states above, and never underflows to nothing', () => {
    expect([...tempered(p, 1e-6)]).toEqual([0, 1, 0, 0, 0]);
    expect(tempered(p, 1e9)[0]).toBeCloseTo(0.25, 8);
    expect(tempered(p, 1e9)[2]).toBe(0);
    const rare = Float64Array.of(1e-300, 1e-300);
    expect([...tempered(rare, 0.01)]).toEqual([0.5, 0.5]);
  });
});

describe('top-p', () => {
  it('keeps the fewest states that hold the mass, and their proportions', () => {
    const kept = nucleus(p, 0.65);
    expect(kept[1]).toBeCloseTo(4 / 7, 15);
    expect(kept[3]).toBeCloseTo(3 / 7, 15);
    expect([kept[0], kept[2], kept[4]]).toEqual([0, 0, 0]);
    expect([...nucleus(p, 0.4)]).toEqual([0, 1, 0, 0, 0]);
    expect(nucleus(p, 0.71)[4]).toBeGreaterThan(0);
  });

  it('takes the first of equal states, and is not fooled by rounding', () => {
    const even = new Float64Array(10).fill(0.1);
    // Nine times 0.1 is below 0.9 in doubles.
    expect(nucleus(even, 0.9).filter((x) => x > 0)).toHaveLength(9);
    expect(nucleus(even, 0.9)[9]).toBe(0);
    expect(nucleus(even, 1).filter((x) => x > 0)).toHaveLength(10);
  });

  it('says how likely the least of them is', () => {
    expect(nucleusThreshold(p, 0.65)).toBe(0.3);
    expect(nucleusThreshold(p, 0.95)).toBe(0.1);
    expect(nucleusThreshold(p, 0.1)).toBe(0.4);
  });
});

describe('what a request asks for', () => {
  it('is p itself, tempered, cut, or tempered and then cut', () => {
    expect(sampledLaw(p, { count: 3 })).toBe(p);
    expect(sampledLaw(p, { count: 3, temperature: 0.5 })).toEqual(tempered(p, 0.5));
    expect(sampledLaw(p, { count: 3, topP: 0.6 })).toEqual(nucleus(p, 0.6));
    const both = sampledLaw(p, { count: 3, temperature: 0.5, topP: 0.6 });
    expect(both).toEqual(nucleus(tempered(p, 0.5), 0.6));
    expect(both).not.toEqual(tempered(nucleus(p, 0.6), 0.5));
  });
});
