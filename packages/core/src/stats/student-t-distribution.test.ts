import { describe, expect, it } from 'vitest';
import { normalCdf } from './normal-distribution.js';
import { studentTCdf, studentTQuantile, twoSidedStudentTP } from './student-t-distribution.js';

describe("Student's t distribution", () => {
  it('is the Cauchy distribution for one degree of freedom and 1/2 + t / (2 sqrt(2 + t^2)) for two', () => {
    for (const t of [-20, -1, -0.1, 0, 0.5, 3]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 14);
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 14);
    }
  });

  it('approaches the normal distribution', () => {
    expect(studentTCdf(1.5, 1e9)).toBeCloseTo(normalCdf(1.5), 8);
  });

  it.each([0.5, 1, 3, 9, 100])('has quantiles that invert the distribution function, %f degrees', (degrees) => {
    for (const p of [1e-12, 1e-4, 0.05, 0.3, 0.499, 0.7, 0.99]) {
      expect(studentTCdf(studentTQuantile(p, degrees), degrees) / p).toBeCloseTo(1, 10);
    }
  });

  it('reaches both ends', () => {
    expect(studentTQuantile(0, 3)).toBe(-Infinity);
    expect(studentTQuantile(1, 3)).toBe(Infinity);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(studentTCdf(-Infinity, 3)).toBe(0);
    expect(studentTCdf(Infinity, 3)).toBe(1);
    expect(twoSidedStudentTP(0, 3)).toBe(1);
    expect(twoSidedStudentTP(-Infinity, 3)).toBe(0);
  });

  it('refuses what is no distribution', () => {
    expect(() => studentTCdf(1, 0)).toThrow(RangeError);
    expect(() => studentTCdf(NaN, 3)).toThrow(RangeError);
    expect(() => studentTQuantile(0.1, -1)).toThrow(RangeError);
    expect(() => studentTQuantile(1.5, 3)).toThrow(RangeError);
  });
});
