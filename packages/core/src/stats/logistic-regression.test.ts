import { describe, expect, test } from 'vitest';
import { normal } from '../random/normal.js';
import type { Rng } from '../random/rng.js';
import { streamAt, streamKey } from '../random/streams.js';
import { testSeed } from '../testing/seed-offset.js';
import { logisticRegression, RIDGE } from './logistic-regression.js';

const rng = (seed = 1): Rng => streamAt(streamKey(testSeed(seed), 'logistic-regression'), 0);

/** Two normal features around `mean`, with covariance [[1, 0.5], [0.5, 1.25]]. */
function rows(count: number, mean: readonly [number, number], stream: Rng): Float32Array {
  const out = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const common = normal(stream);
    out[2 * i] = mean[0] + common;
    out[2 * i + 1] = mean[1] + 0.5 * common + normal(stream);
  }
  return out;
}

/** What is to be minimised, the plain way: coefficients of two features as they come, and an intercept. */
function objective(first: Float32Array, second: Float32Array, w: ArrayLike<number>): number {
  const half = (values: Float32Array, sign: number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 2) {
      sum += Math.log1p(Math.exp(-sign * (w[0] * values[i] + w[1] * values[i + 1] + w[2])));
    }
    return sum / values.length;
  };
  const moment = (j: number, power: number) =>
    [first, second].reduce((sum, values) => {
      const column = values.filter((_, i) => i % 2 === j);
      return sum + column.reduce((total, value) => total + value ** power, 0) / column.length / 2;
    }, 0);
  const ridge = [0, 1].reduce((sum, j) => sum + w[j] ** 2 * (moment(j, 2) - moment(j, 1) ** 2), 0);
  return half(first, -1) + half(second, 1) + (RIDGE / 2) * ridge;
}

describe('logistic regression', () => {
  test('finds the minimum: every direction leads up, and none is steep', () => {
    const [first, second] = [rows(60, [0, 0], rng(1)), rows(25, [1, -1], rng(2))];
    const { coefficients } = logisticRegression(first, second, 2);
    const least = objective(first, second, coefficients);
    for (let j = 0; j < 3; j++) {
      const at = (h: number) =>
        objective(
          first,
          second,
          coefficients.map((value, k) => (k === j ? value + h : value)),
        );
      expect(at(1e-3)).toBeGreaterThan(least);
      expect(at(-1e-3)).toBeGreaterThan(least);
      expect(Math.abs(at(1e-4) - at(-1e-4)) / 2e-4).toBeLessThan(1e-7);
    }
  });

  test('of normals of one covariance is their likelihood ratio: S^-1 (m2 - m1), whatever the sizes', () => {
    for (const [few, many] of [
      [8000, 8000],
      [6000, 20_000],
    ]) {
      const { coefficients, chances } = logisticRegression(rows(few, [0, 0], rng(3)), rows(many, [1, -1], rng(4)), 2);
      // Some five standard errors.
      [1.75, -1.5, -1.625].forEach((expected, j) => {
        expect(Math.abs(coefficients[j] - expected), `coefficient ${j}`).toBeLessThan(0.2);
      });
      const [middle, far] = chances(Float32Array.of(0.5, -0.5, 1, -1));
      expect(Math.abs(middle - 0.5)).toBeLessThan(0.02);
      expect(Math.abs(far - 1 / (1 + Math.exp(-1.625)))).toBeLessThan(0.02);
    }
  });

  test('stays finite where a plane parts the classes, and tells them apart', () => {
    const [first, second] = [rows(30, [-20, 0], rng(5)), rows(30, [20, 0], rng(6))];
    const { coefficients, chances } = logisticRegression(first, second, 2);
    expect(coefficients.every(Number.isFinite)).toBe(true);
    expect(Math.max(...chances(first))).toBeLessThan(0.01);
    expect(Math.min(...chances(second))).toBeGreaterThan(0.99);
    expect(chances(Float32Array.of(-1e30, 0, 1e30, 0))).toEqual(Float64Array.of(0, 1));
  });

  test('makes nothing of a feature that does not vary, and of classes that are the same', () => {
    const spread = rows(50, [0, 0], rng(7));
    const flat = spread.map((value, i) => (i % 2 === 0 ? value : 3));
    const moved = flat.map((value, i) => (i % 2 === 0 ? value + 1 : value));
    const { coefficients } = logisticRegression(flat, moved, 2);
    expect(coefficients[0]).toBeGreaterThan(0.3);
    expect(coefficients[1]).toBe(0);
    for (const chance of logisticRegression(spread, spread, 2).chances(spread)) expect(chance).toBeCloseTo(0.5, 10);
  });

  test('refuses classes without rows and rows that are not whole', () => {
    expect(() => logisticRegression(new Float32Array(0), new Float32Array(2), 2)).toThrow('rows of 2 features, found 0');
    expect(() => logisticRegression(new Float32Array(2), new Float32Array(3), 2)).toThrow('rows of 2 features, found 3');
  });
});
