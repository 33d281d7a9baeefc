import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticks } from './ticks.js';

const labels = (low: number, high: number, most: number) => ticks(low, high, most).map(({ label }) => label);

test('marks are round', () => {
  expect(labels(0, 1, 6)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  expect(labels(-3, 3, 4)).toEqual(['−2', '0', '2']);
  expect(labels(0, 0.0961, 4)).toEqual(['0.00', '0.05']);
  expect(labels(0, 1000, 3)).toEqual(['0', '500', '1000']);
  expect(labels(0, 4e7, 5)).toEqual(['0', '1e7', '2e7', '3e7', '4e7']);
  expect(labels(-2e-7, 2e-7, 5)).toEqual(['−2e−7', '−1e−7', '0', '1e−7', '2e−7']);
  expect(labels(1500000, 1500004, 5)).toEqual(['1.5e6', '1.500001e6', '1.500002e6', '1.500003e6', '1.500004e6']);
});

test('of any span: within it, ascending, told apart, not too many', () => {
  const spans = fc.record({ low: fc.double({ min: -1e6, max: 1e6, noNaN: true }), size: fc.integer({ min: -6, max: 9 }) });
  fc.assert(
    fc.property(spans, fc.integer({ min: 2, max: 12 }), ({ low, size }, most) => {
      const high = low + 10 ** size * 1.37;
      const marks = ticks(low, high, most);
      expect(marks.length).toBeLessThanOrEqual(most);
      expect(new Set(marks.map(({ label }) => label)).size).toBe(marks.length);
      const room = (high - low) * 1e-6;
      marks.forEach(({ value, label }, i) => {
        expect(value).toBeGreaterThanOrEqual(low - room);
        expect(value).toBeLessThanOrEqual(high + room);
        if (i > 0) expect(value).toBeGreaterThan(marks[i - 1].value);
        const read = Number(label.replaceAll('\u2212', '-'));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(room + Math.abs(value) * 1e-12);
      });
    }),
    { seed: 1, numRuns: 500 },
  );
});

test.each([
  [1, 1],
  [2, 1],
  [0, Number.POSITIVE_INFINITY],
  [Number.NaN, 1],
])('from %s to %s: refused', (low, high) => {
  expect(() => ticks(low, high, 5)).toThrow(RangeError);
});
