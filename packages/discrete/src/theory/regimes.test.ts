import { describe, expect, it } from 'vitest';
import { regimeMoments } from './regimes.js';
import type { DiscreteSetting } from './setting.js';

const p0 = Float64Array.of(0.5, 0.3, 0.15, 0.05);
const square = (p: Float64Array) => p.reduce((sum, x) => sum + x * x, 0);
const F0 = square(p0);

function setting(mitigation: DiscreteSetting['mitigation'], samples: number): DiscreteSetting {
  const real = { kind: 'probabilities' as const, probabilities: [...p0] };
  return { system: { representation: 'points', real }, mitigation, samples, generations: 10_000 };
}

/** E<p, p>, the last product. */
function homozygosity(mitigation: DiscreteSetting['mitigation'], samples: number, generation: number): number {
  const moments = regimeMoments(p0, setting(mitigation, samples))!(generation);
  return moments.products[moments.vectors ** 2 - 1];
}

describe('training regimes in moments', () => {
  it('replace: D1, E(1 - sum p^2) = (1 - 1/M)^n (1 - sum p0^2) at every n', () => {
    for (const [samples, n] of [
      [2, 1],
      [17, 5],
      [50, 200],
      [1e9, 24],
    ]) {
      expect((1 - homozygosity({ id: 'replace' }, samples, n)) / ((1 - 1 / samples) ** n * (1 - F0))).toBeCloseTo(1, 12);
    }
  });

  it('grow-samples: the product over M_i, real data and the first synthetic set having M', () => {
    const factors = [50, 50, 200, 450, 800].map((m) => 1 - 1 / m);
    const expected = factors.reduce((product, factor) => product * factor, 1 - F0);
    expect(1 - homozygosity({ id: 'grow-samples', schedule: 'quadratic' }, 50, 5)).toBeCloseTo(expected, 13);
  });

  it('accumulate: the loss sums 1/i^2 and stays bounded', () => {
    // With H_t = 1 - E sum p_t^2: p_{t+1} = (t p_t + p-hat) / (t + 1) gives H_{t+1} = H_t (1 - 1 / (M (t+1)^2)).
    let expected = (1 - 1 / 30) * (1 - F0);
    for (let t = 2; t <= 60; t++) expected *= 1 - 1 / (30 * t * t);
    expect(1 - homozygosity({ id: 'accumulate', keepReal: true }, 30, 60)).toBeCloseTo(expected, 13);
  });

  it('fresh-real: both forms settle at the stationary values of D2', () => {
    const [samples, gamma] = [40, 0.1];
    const iid = homozygosity({ id: 'fresh-real', fraction: gamma, counts: 'iid' }, samples, 400);
    const fixed = homozygosity({ id: 'fresh-real', fraction: gamma, counts: 'fixed' }, samples, 400);
    const mixed = 2 * gamma - gamma * gamma;
    expect(iid).toBeCloseTo((1 / samples + (1 - 1 / samples) * mixed * F0) / (1 - (1 - 1 / samples) * (1 - gamma) ** 2), 13);
    expect(fixed).toBeCloseTo(
      (1 / samples + F0 * (mixed - gamma / samples)) / (1 - (1 - gamma) ** 2 + (1 - gamma) / samples),
      13,
    );
    expect(fixed).not.toBeCloseTo(iid, 4);
  });

  it('fixed-real: the distance to the first fit settles at D3', () => {
    const [samples, ratio] = [40, 2];
    const moments = regimeMoments(p0, setting({ id: 'fixed-real', ratio }, samples))!(200);
    const product = (a: number, b: number) => moments.products[a * 3 + b];
    const distance = product(2, 2) - 2 * product(1, 2) + product(1, 1);
    const n = ratio * samples;
    const a = n / (samples + n);
    expect(distance).toBeCloseTo((a * a * (1 - product(1, 1))) / n / (1 - a * a * (1 - 1 / n)), 13);
    // The distance to the truth adds the first fit's own, for p - p1 is a martingale difference.
    const error = product(2, 2) - 2 * product(0, 2) + product(0, 0);
    expect(error).toBeCloseTo(distance + (1 - F0) / samples, 13);
  });

  it('weighted-real: fresh real data settle where the weights say, best at the reciprocal of the golden ratio', () => {
    // p' = w r + (1-w) s with r of n fresh draws and s of m draws of p: E|p - p0|^2 = V obeys
    // V = (w^2/n + (1-w)^2/m) (1 - F0) + (1-w)^2 (1 - 1/m) V, as E (1 - sum p^2) = 1 - F0 - V.
    const n = 5000;
    const error = (weight: number, ratio: number, generation: number) => {
      const moments = regimeMoments(p0, setting({ id: 'weighted-real', weight, ratio, real: 'fresh' }, n))!(generation);
      return moments.products[3] - 2 * moments.products[1] + moments.products[0];
    };
    const stationary = (w: number, m: number) => ((w ** 2 / n + (1 - w) ** 2 / m) * (1 - F0)) / (1 - (1 - w) ** 2 * (1 - 1 / m));
    expect(error(0.3, 2, 200) / stationary(0.3, 2 * n)).toBeCloseTo(1, 10);
    expect(error(0.8, 0.5, 100) / stationary(0.8, n / 2)).toBeCloseTo(1, 10);
    for (const ratio of [0.5, 1, 3]) {
      // He et al. 2502.18049: w = (sqrt(k^2 + 4k) - k)/2, k real samples for each synthetic one, for m and n large.
      const k = 1 / ratio;
      const best = (Math.sqrt(k * k + 4 * k) - k) / 2;
      if (ratio === 1) expect(best).toBeCloseTo((Math.sqrt(5) - 1) / 2, 15);
      const least = error(best, ratio, 300);
      expect(error(best - 0.02, ratio, 300)).toBeGreaterThan(least);
      expect(error(best + 0.02, ratio, 300)).toBeGreaterThan(least);
      const slope = (error(best + 1e-3, ratio, 300) - error(best - 1e-3, ratio, 300)) / (2e-3 * least);
      expect(Math.abs(slope)).toBeLessThan(2e-3);
    }
  });

  it('weighted-real by numbers is fixed-real and fresh-real', () => {
    const kept = homozygosity({ id: 'fixed-real', ratio: 1.5 }, 40, 7);
    expect(homozygosity({ id: 'weighted-real', weight: 0.4, ratio: 1.5, real: 'original' }, 40, 7)).toBeCloseTo(kept, 13);
    const other = homozygosity({ id: 'weighted-real', weight: 0.5, ratio: 1.5, real: 'original' }, 40, 7);
    expect(other).not.toBeCloseTo(kept, 5);
  });

  it('preserve-real and mixture become other regimes at their ends', () => {
    const replace = homozygosity({ id: 'replace' }, 25, 9);
    expect(homozygosity({ id: 'preserve-real', fraction: 0, redraw: true }, 25, 9)).toBeCloseTo(replace, 13);
    expect(homozygosity({ id: 'preserve-real', fraction: 0, redraw: false }, 25, 9)).toBeCloseTo(replace, 13);
    expect(homozygosity({ id: 'mixture', model: 1, previous: 0, original: 0 }, 25, 9)).toBeCloseTo(replace, 13);
    const stays = homozygosity({ id: 'replace' }, 25, 1);
    expect(homozygosity({ id: 'preserve-real', fraction: 1, redraw: true }, 25, 9)).toBeCloseTo(stays, 13);
    expect(homozygosity({ id: 'preserve-real', fraction: 1, redraw: false }, 25, 9)).toBeCloseTo(stays, 13);
    expect(homozygosity({ id: 'mixture', model: 0, previous: 1, original: 0 }, 25, 9)).toBeCloseTo(stays, 13);
    expect(homozygosity({ id: 'mixture', model: 0, previous: 0, original: 1 }, 25, 9)).toBeCloseTo(stays, 13);
    const fresh = homozygosity({ id: 'fresh-real', fraction: 0.2, counts: 'fixed' }, 25, 9);
    expect(homozygosity({ id: 'mixture', model: 0.8, previous: 0, original: 0.2 }, 25, 9)).toBeCloseTo(fresh, 13);
  });

  it('has the variance of a known coin: two states after one fit', () => {
    const moments = regimeMoments(Float64Array.of(0.5, 0.5), setting({ id: 'replace' }, 2))!(1);
    // sum p^2 is 1 or 1/2 with equal chances.
    expect(moments.products[3]).toBeCloseTo(0.75, 15);
    expect(moments.covariances[15]).toBeCloseTo(1 / 16, 15);
  });

  it('does not answer for a regime that it does not know', () => {
    expect(regimeMoments(p0, setting({ id: 'select-argmax' }, 10))).toBeUndefined();
  });
});
