import { describe, expect, test } from 'vitest';
import { testRng } from '../testing/seed-offset.js';
import { fillNormal, fillNormalByScalars, normal } from './normal.js';
import type { Rng } from './rng.js';
import { cloneRng, nextUint32 } from './xoshiro128.js';

const seeded = (): Rng => testRng(11, 22, 33, 44);

/** Index of the first deviate that differs, or the length where lengths differ; -1 if none. (No deviate is NaN or 0.) */
function firstDifference(a: Float64Array, b: Float64Array): number {
  return a.length === b.length ? a.findIndex((x, i) => x !== b[i]) : Math.min(a.length, b.length);
}

describe('filling is drawing one by one', () => {
  test.each([0, 1, 63, 64, 65, 4095, 4096, 4097, 10_000, 300_000])('%d deviates, bit for bit, and the state after', (n) => {
    const rng = seeded();
    const twin = cloneRng(rng);
    const out = new Float64Array(n);
    fillNormal(rng, out, -1.25, 0.3);
    const one = new Float64Array(n);
    for (let i = 0; i < n; i++) one[i] = -1.25 + 0.3 * normal(twin);
    expect(firstDifference(out, one)).toBe(-1);
    expect(rng.state).toEqual(twin.state);
  });

  test('standard deviates by default, from the fallback too', () => {
    const rng = seeded();
    const out = new Float64Array(5000);
    fillNormal(rng, out);
    const fallback = new Float64Array(5000);
    const twin = seeded();
    fillNormalByScalars(twin, fallback, 0, 1);
    expect(firstDifference(out, fallback)).toBe(-1);
    expect(rng.state).toEqual(twin.state);
  });

  test('two generators may take turns, and a view is filled where it lies', () => {
    const a = seeded();
    const b: Rng = { state: Uint32Array.of(1, 1, 2, 3) };
    const whole = new Float64Array(5000);
    fillNormal(a, whole.subarray(100, 2600));
    fillNormal(b, new Float64Array(777));
    fillNormal(a, whole.subarray(2600, 4900));
    const straight = new Float64Array(4800);
    fillNormal(seeded(), straight);
    expect(firstDifference(whole.subarray(100, 4900), straight)).toBe(-1);
    expect([...whole.subarray(0, 100), ...whole.subarray(4900)].every((x) => x === 0)).toBe(true);
  });
});

test('moments up to the sixth, within 4.5 standard errors', () => {
  const n = 2_000_000;
  const out = new Float64Array(n);
  fillNormal(seeded(), out);
  const expected = [0, 1, 0, 3, 0, 15];
  // Var x^m = E x^2m - (E x^m)^2.
  const variance = [1, 2, 15, 96, 945, 10395 - 225];
  for (let m = 1; m <= 6; m++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += out[i] ** m;
    expect(Math.abs(sum / n - expected[m - 1])).toBeLessThan(4.5 * Math.sqrt(variance[m - 1] / n));
  }
});

test('neighbouring deviates are uncorrelated, in value and in square', () => {
  const n = 1_000_000;
  const out = new Float64Array(n);
  fillNormal(seeded(), out);
  for (const lag of [1, 2, 3]) {
    let values = 0;
    let squares = 0;
    for (let i = lag; i < n; i++) {
      values += out[i] * out[i - lag];
      squares += (out[i] ** 2 - 1) * (out[i - lag] ** 2 - 1);
    }
    expect(Math.abs(values)).toBeLessThan(4.5 * Math.sqrt(n));
    expect(Math.abs(squares)).toBeLessThan(4.5 * 2 * Math.sqrt(n));
  }
});

test('an ordinary deviate takes two words of the generator', () => {
  const rng = seeded();
  const twin = cloneRng(rng);
  normal(rng);
  nextUint32(twin);
  nextUint32(twin);
  expect(rng.state).toEqual(twin.state);
});
