import { describe, expect, it } from 'vitest';
import { fillNormal } from '../random/normal.js';
import { streamAt, streamKey } from '../random/streams.js';
import { chiSquareCdf, chiSquareQuantile } from '../stats/chi-square-distribution.js';
import { testSeed } from '../testing/seed-offset.js';
import { densestLevel, drawAbove, drawPower, type KnownDensity } from './biased-draws.js';

const rng = (index: number) => streamAt(streamKey(testSeed(5), 'biased-draws.test'), index);

/** N(0, variance I) in two dimensions. */
function plane(variance: number): KnownDensity {
  return {
    draw: (count, from) => {
      const points = new Float64Array(2 * count);
      fillNormal(from, points, 0, Math.sqrt(variance));
      return points;
    },
    logDensity: (points) =>
      Float64Array.from({ length: points.length / 2 }, (_, i) => {
        const squared = points[2 * i] ** 2 + points[2 * i + 1] ** 2;
        return -Math.log(2 * Math.PI * variance) - squared / (2 * variance);
      }),
  };
}

/** Shares of points within some quantiles of |x|^2 against those of chi^2_2, cut at `cut`. */
function expectRadii(points: Float64Array, variance: number, cut = 1): void {
  const count = points.length / 2;
  for (const part of [0.1, 0.5, 0.9]) {
    const edge = variance * chiSquareQuantile(part * cut, 2);
    let within = 0;
    for (let i = 0; i < count; i++) if (points[2 * i] ** 2 + points[2 * i + 1] ** 2 <= edge) within++;
    expect(Math.abs(within / count - part), `${part}`).toBeLessThan(4.5 * Math.sqrt((part * (1 - part)) / count));
  }
}

describe('a power of a density', () => {
  it.each([0.5, 1, 2, 3])('p^%d of a normal is one of 1/power times the variance, from a wider proposal', (power) => {
    // p^s = (2 pi)^(1-s)/s N(0, I/s), and N(0, I/s) <= (v s) N(0, v I) for v >= 1/s.
    const variance = 3;
    const logBound = (1 - power) * Math.log(2 * Math.PI) - Math.log(power) + Math.log(variance * power);
    const points = drawPower(20_000, 2, plane(1), power, plane(variance), logBound, rng(power));
    expect(points.length).toBe(40_000);
    expectRadii(points, 1 / power);
  });

  it('draws none where none are asked for, and complains of what has no density', () => {
    expect(drawPower(0, 2, plane(1), 1, plane(1), 0, rng(0)).length).toBe(0);
    const without = { logDensity: (points: Float64Array) => new Float64Array(points.length / 2).fill(Number.NaN) };
    expect(() => drawPower(3, 2, without, 1, plane(1), 0, rng(0))).toThrow(/expected a density at every draw/);
  });
});

describe('the region of highest density', () => {
  it.each([0.2, 0.9, 0.9997])('holds a mass of %d on average', (mass) => {
    const repeats = 300;
    let sum = 0;
    for (let i = 0; i < repeats; i++) {
      const level = densestLevel(mass, plane(1), rng(100 + i));
      // ln p >= t is |x|^2 <= -2 (t + ln 2 pi).
      sum += level === Number.NEGATIVE_INFINITY ? 1 : chiSquareCdf(-2 * (level + Math.log(2 * Math.PI)), 2);
    }
    // A mass is one order statistic of 999 uniforms, or one of two neighbours.
    expect(Math.abs(sum / repeats - mass)).toBeLessThan(4.5 * Math.sqrt((mass * (1 - mass) + 0.25e-3) / 1000 / repeats));
  });

  it('is everything where the mass is 1', () => {
    expect(densestLevel(1, plane(1), rng(1))).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is drawn from as from p', () => {
    const level = -Math.log(2 * Math.PI) - chiSquareQuantile(0.7, 2) / 2;
    expectRadii(drawAbove(20_000, 2, level, plane(1), rng(2)), 1, 0.7);
  });
});
