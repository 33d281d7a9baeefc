import { streamAt, streamKey } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { fanInUniform, normalValues, ones, zeros } from './initialisers.js';
import { initialParameters, numberOfParameters, parameter } from './parameters.js';

const rng = () => streamAt(streamKey(1, 'parameters'), 0);
const COUNT = 40_000;

/** Mean and mean square. */
function moments(values: Float32Array): [number, number] {
  const sum = (of: (value: number) => number) => values.reduce((total, value) => total + of(value), 0) / values.length;
  return [sum((value) => value), sum((value) => value * value)];
}

describe('initial values', () => {
  test('of zeros and ones', () => {
    expect(zeros(2, rng())).toEqual(Float32Array.of(0, 0));
    expect(ones(2, rng())).toEqual(Float32Array.of(1, 1));
  });

  test('by fan-in are uniform between plus and minus one over its root', () => {
    const bound = 1 / 5;
    const values = fanInUniform(25)(COUNT, rng());
    const [mean, square] = moments(values);
    // Within 4 standard errors: of x, and of x^2, whose variance is (1/5 - 1/9) bound^4.
    expect(Math.abs(mean)).toBeLessThan((4 * bound) / Math.sqrt(3 * COUNT));
    expect(Math.abs(square - bound ** 2 / 3)).toBeLessThan(4 * bound ** 2 * Math.sqrt((1 / 5 - 1 / 9) / COUNT));
    expect(Math.max(...values)).toBeLessThanOrEqual(Math.fround(bound));
    expect(Math.max(...values)).toBeGreaterThan(0.999 * bound);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.fround(-bound));
    expect(Math.min(...values)).toBeLessThan(-0.999 * bound);
  });

  test('may be normal', () => {
    const [mean, square] = moments(normalValues(0.02)(COUNT, rng()));
    expect(Math.abs(mean)).toBeLessThan((4 * 0.02) / Math.sqrt(COUNT));
    expect(Math.abs(square - 0.02 ** 2)).toBeLessThan(4 * 0.02 ** 2 * Math.sqrt(2 / COUNT));
  });

  test('need a fan-in', () => {
    expect(() => fanInUniform(0)).toThrow(/fan-in above 0, found 0/);
  });
});

describe('parameters', () => {
  const parameters = {
    w: parameter([3, 4], fanInUniform(3)),
    b: parameter([4], fanInUniform(3)),
    scale: parameter([], ones),
  };

  test('are counted', () => {
    expect(numberOfParameters(parameters)).toBe(17);
    expect(numberOfParameters({})).toBe(0);
  });

  test('are drawn one after the other from one stream', () => {
    const found = initialParameters(parameters, rng());
    const stream = rng();
    expect(found).toEqual({ w: fanInUniform(3)(12, stream), b: fanInUniform(3)(4, stream), scale: Float32Array.of(1) });
    expect(found.w[0]).not.toBe(found.b[0]);
  });
});
