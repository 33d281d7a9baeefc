import { describe, expect, it } from 'vitest';
import { momentsAt } from './regimes.js';
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
  const moments = momentsAt(p0, setting(mitigation, samples), generation)!;
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
    const moments = momentsAt(p0, setting({ id: 'fixed-real', ratio }, samples), 200)!;
    const product = (a: number, b: number) => moments.products[a * 3 + b];
    const distance = product(2, 2) - 2 * product(1, 2) + product(1, 1);
    const n = ratio * samples;
    const a = n / (samples + n);
    expect(distance).toBeCloseTo((a * a * (1 - product(1, 1))) / n / (1 - a * a * (1 - 1 / n)), 13);
    // The distance to the truth adds the first fit's own, for p - p1 is a martingale difference.
    const error = product(2, 2) - 2 * product(0, 2) + product(0, 0);
    expect(error).toBeCloseTo(distance + (1 - F0) / samples, 13);
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
    const moments = momentsAt(Float64Array.of(0.5, 0.5), setting({ id: 'replace' }, 2), 1)!;
    // sum p^2 is 1 or 1/2 with equal chances.
    expect(moments.products[3]).toBeCloseTo(0.75, 15);
    expect(moments.covariances[15]).toBeCloseTo(1 / 16, 15);
  });

  it('does not answer for a regime that it does not know', () => {
    expect(momentsAt(p0, setting({ id: 'select-argmax' }, 10), 3)).toBeUndefined();
  });
});
