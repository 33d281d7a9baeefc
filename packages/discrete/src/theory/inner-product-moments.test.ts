import { describe, expect, it } from 'vitest';
import { combine, draw, type InnerProductMoments, momentsOf } from './inner-product-moments.js';

/** One outcome of an enumerated experiment: its probability and the vectors it leaves. */
interface Outcome {
  readonly chance: number;
  readonly vectors: readonly (readonly number[])[];
}

const p0 = [0.5, 0.3, 0.2];

function sequences(length: number, states: number): number[][] {
  if (length === 0) return [[]];
  return sequences(length - 1, states).flatMap((head) => Array.from({ length: states }, (_, s) => [...head, s]));
}

/** Every ordered sample of n, one by one: the naive twin of `draw` without replacement or, with `counts`, from a data set. */
function enumerate(outcomes: readonly Outcome[], weights: readonly number[], size: number, population = Infinity): Outcome[] {
  return outcomes.flatMap(({ chance, vectors }) => {
    const mean = p0.map((_, i) => weights.reduce((sum, w, k) => sum + w * vectors[k][i], 0));
    return sequences(size, p0.length).map((sequence) => {
      let probability = chance;
      const left = mean.map((m) => Math.round(m * population));
      const counts = p0.map(() => 0);
      sequence.forEach((state, drawn) => {
        probability *= population === Infinity ? mean[state] : Math.max(0, left[state]) / (population - drawn);
        left[state]--;
        counts[state]++;
      });
      return { chance: probability, vectors: [...vectors, counts.map((c) => c / size)] };
    });
  });
}

function expectSame(moments: InnerProductMoments, outcomes: readonly Outcome[]) {
  const k = moments.vectors;
  const mean = (f: (v: Outcome['vectors']) => number) => outcomes.reduce((sum, o) => sum + o.chance * f(o.vectors), 0);
  const dot = (v: Outcome['vectors'], ...of: number[]) => p0.reduce((sum, _, i) => sum + of.reduce((x, a) => x * v[a][i], 1), 0);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      expect(moments.products[a * k + b]).toBeCloseTo(
        mean((v) => dot(v, a, b)),
        13,
      );
      for (let c = 0; c < k; c++) {
        expect(moments.triples[(a * k + b) * k + c]).toBeCloseTo(
          mean((v) => dot(v, a, b, c)),
          13,
        );
        for (let d = 0; d < k; d++) {
          const covariance = mean((v) => dot(v, a, b) * dot(v, c, d)) - mean((v) => dot(v, a, b)) * mean((v) => dot(v, c, d));
          expect(moments.covariances[((a * k + b) * k + c) * k + d], `Cov(<${a},${b}>, <${c},${d}>)`).toBeCloseTo(covariance, 13);
        }
      }
    }
  }
}

const start: Outcome[] = [{ chance: 1, vectors: [p0] }];
const real = momentsOf(Float64Array.from(p0));

describe('moments of inner products', () => {
  it('equal an enumeration of every multinomial sample, twice in a row and from a mixture', () => {
    const once = draw(real, [1], 4);
    expectSame(once, enumerate(start, [1], 4));
    expectSame(draw(once, [0.25, 0.75], 3), enumerate(enumerate(start, [1], 4), [0.25, 0.75], 3));
  });

  it('equal an enumeration of every sample without replacement from a random data set', () => {
    for (const size of [1, 2, 4, 5]) {
      const moments = draw(draw(real, [1], 5), [0, 1], size, 5);
      expectSame(moments, enumerate(enumerate(start, [1], 5), [0, 1], size, 5));
    }
  });

  it('carry two dependent samples and their linear combinations', () => {
    const moments = draw(draw(draw(real, [1], 3), [0, 1], 2), [0.5, 0, 0.5], 2);
    const outcomes = enumerate(enumerate(enumerate(start, [1], 3), [0, 1], 2), [0.5, 0, 0.5], 2);
    const map = [
      [1, 0, 0, 0],
      [0, 0.25, 0.25, 0.5],
      [0.5, -1, 0, 0.5],
    ];
    const mixed = outcomes.map(({ chance, vectors }) => ({
      chance,
      vectors: map.map((row) => p0.map((_, i) => row.reduce((sum, w, k) => sum + w * vectors[k][i], 0))),
    }));
    expectSame(combine(moments, map), mixed);
  });

  it('keep a variance of order 1/M^2 at a billion samples, where raw moments cancel', () => {
    const uniform = momentsOf(new Float64Array(10).fill(0.1));
    const { covariances } = draw(uniform, [1], 1e9);
    // Uniform p: Var <w, w> = 2 (M - 1) (F - F^2) / M^3.
    expect(covariances[15] / (2 * 1e-18 * 0.09)).toBeCloseTo(1, 6);
  });

  it('refuses a map of the wrong width', () => {
    expect(() => combine(real, [[1, 0]])).toThrow(RangeError);
  });
});
