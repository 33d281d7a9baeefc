import { describe, expect, test } from 'vitest';
import { digamma, ln, trigamma } from '../special.js';
import { testRng } from '../testing/seed-offset.js';
import { normal } from './normal.js';
import type { Rng } from './rng.js';
import { wishart } from './wishart.js';

const seeded = (): Rng => testRng(2, 2, 3, 6);

// Above the diagonal something that must not be read.
const L = Float64Array.of(2, 99, 99, -0.5, 1.5, 99, 0.3, 0.8, 0.7);
const D = 3;
const SIGMA = new Float64Array(9);
for (let i = 0; i < D; i++) {
  for (let j = 0; j < D; j++) {
    for (let k = 0; k <= Math.min(i, j); k++) SIGMA[i * D + j] += L[i * D + k] * L[j * D + k];
  }
}

function determinant(w: Float64Array): number {
  const minor = (a: number, b: number) => w[3 + a] * w[6 + b] - w[3 + b] * w[6 + a];
  return w[0] * minor(1, 2) - w[1] * minor(0, 2) + w[2] * minor(0, 1);
}

/** The definition: the scatter of df points L z. */
function scatter(rng: Rng, df: number, out: Float64Array): void {
  out.fill(0);
  const z = new Float64Array(D);
  const x = new Float64Array(D);
  for (let n = 0; n < df; n++) {
    for (let i = 0; i < D; i++) z[i] = normal(rng);
    for (let i = 0; i < D; i++) {
      x[i] = 0;
      for (let k = 0; k <= i; k++) x[i] += L[i * D + k] * z[k];
    }
    for (let i = 0; i < D; i++) for (let j = 0; j < D; j++) out[i * D + j] += x[i] * x[j];
  }
}

/** Mean of w, of w w' entry by entry, and of the squared leading 2 x 2 minor (a fourth moment). */
function summaries(draw: (rng: Rng, out: Float64Array) => void, rounds: number) {
  const rng = seeded();
  const w = new Float64Array(9);
  const mean = new Float64Array(9);
  const square = new Float64Array(9);
  let minors = 0;
  let minorSquares = 0;
  for (let r = 0; r < rounds; r++) {
    draw(rng, w);
    for (let i = 0; i < 9; i++) {
      mean[i] += w[i] / rounds;
      square[i] += (w[i] * w[i]) / rounds;
    }
    const minor = w[0] * w[4] - w[1] * w[3];
    minors += minor / rounds;
    minorSquares += (minor * minor) / rounds;
  }
  return { mean, square, minors, minorSquares };
}

const scratch = new Float64Array(9);
const byBartlett = (df: number) => (rng: Rng, out: Float64Array) => wishart(rng, df, L, D, out, scratch);

describe.each([1, 2, 3, 4.5, 20, 1e6])('%d degrees of freedom', (df) => {
  const rounds = 40_000;

  test('mean df S and variances df (S_ij^2 + S_ii S_jj)', () => {
    const { mean, square } = summaries(byBartlett(df), rounds);
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < D; j++) {
        const product = SIGMA[i * D + i] * SIGMA[j * D + j];
        const variance = df * (SIGMA[i * D + j] ** 2 + product);
        const at = i * D + j;
        expect(Math.abs(mean[at] - df * SIGMA[at])).toBeLessThan(4.5 * Math.sqrt(variance / rounds));
        // Diagonal entries are S_ii chi-square(df): excess kurtosis 12 / df, the largest of all entries' here.
        const spread = variance * Math.sqrt((2 + 24 / df) / rounds);
        expect(Math.abs(square[at] - mean[at] ** 2 - variance)).toBeLessThan(4.5 * spread);
      }
    }
  });
});

test.each([3, 4.5, 20, 1e6])('%d degrees of freedom: ln det is ln det S plus logarithms of chi-squares', (df) => {
  const rng = seeded();
  const rounds = 40_000;
  const out = new Float64Array(9);
  let sum = 0;
  let squares = 0;
  let expected = ln(determinant(SIGMA));
  let variance = 0;
  for (let j = 0; j < D; j++) {
    expected += digamma((df - j) / 2) + ln(2);
    variance += trigamma((df - j) / 2);
  }
  for (let r = 0; r < rounds; r++) {
    wishart(rng, df, L, D, out, scratch);
    const x = ln(determinant(out)) - expected;
    sum += x;
    squares += x * x;
  }
  expect(Math.abs(sum / rounds)).toBeLessThan(4.5 * Math.sqrt(variance / rounds));
  // Excess kurtosis of ln chi-square is at most 4 (1 degree of freedom).
  expect(Math.abs(squares / rounds - variance)).toBeLessThan(4.5 * variance * Math.sqrt(6 / rounds));
});

test.each([1, 2, 3, 7])('%d points: one law with the scatter of points drawn one by one', (df) => {
  const rounds = 60_000;
  const bartlett = summaries(byBartlett(df), rounds);
  const points = summaries((rng, out) => scatter(rng, df, out), rounds);
  for (let i = 0; i < 9; i++) {
    const spread = Math.sqrt((2 * points.square[i]) / rounds);
    expect(Math.abs(bartlett.mean[i] - points.mean[i])).toBeLessThan(4.5 * spread);
  }
  // E of the 2 x 2 minor is df (df - 1) times the minor of S: 0 for a single point.
  const exact = df * (df - 1) * (SIGMA[0] * SIGMA[4] - SIGMA[1] * SIGMA[3]);
  const deviation = Math.sqrt(Math.max(0, points.minorSquares - exact ** 2) / rounds);
  expect(Math.abs(bartlett.minors - exact)).toBeLessThan(4.5 * deviation + 1e-9);
  expect(Math.abs(points.minors - exact)).toBeLessThan(4.5 * deviation + 1e-9);
});

test('below the dimension the deviate is singular, of rank df, and of rank 0 it is zero', () => {
  const rng = seeded();
  const out = new Float64Array(9);
  for (let r = 0; r < 100; r++) {
    wishart(rng, 2, L, D, out, scratch);
    const scale = (out[0] + out[4] + out[8]) ** 3;
    expect(Math.abs(determinant(out))).toBeLessThan(1e-13 * scale);
    expect(out[0] * out[4] - out[1] * out[3]).toBeGreaterThan(0);
    wishart(rng, 1, L, D, out, scratch);
    expect(Math.abs(out[0] * out[4] - out[1] * out[3])).toBeLessThan(1e-13 * (out[0] + out[4]) ** 2);
  }
  wishart(rng, 0, L, D, out, scratch);
  expect([...out]).toEqual(new Array(9).fill(0));
});

test('the matrix is symmetric to the bit, the factor is left alone, and the same state gives the same bytes', () => {
  const before = L.slice();
  const out = new Float64Array(9);
  const again = new Float64Array(9);
  wishart(seeded(), 5, L, D, out, scratch);
  wishart(seeded(), 5, L, D, again, new Float64Array(20).fill(Number.NaN));
  for (let i = 0; i < D; i++) for (let j = 0; j < D; j++) expect(out[i * D + j]).toBe(out[j * D + i]);
  expect(again).toEqual(out);
  expect(L).toEqual(before);
});

test('bad arguments are refused', () => {
  const draw = (df: number, d = D, length = 9) => wishart(seeded(), df, L, d, new Float64Array(length), scratch);
  expect(() => draw(1.5)).toThrow(RangeError);
  expect(() => draw(-1)).toThrow(RangeError);
  expect(() => draw(Number.NaN)).toThrow(RangeError);
  expect(() => draw(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  expect(() => draw(5, 0)).toThrow(RangeError);
  expect(() => draw(5, 4)).toThrow(RangeError);
  expect(() => draw(5, 3, 8)).toThrow(RangeError);
});
