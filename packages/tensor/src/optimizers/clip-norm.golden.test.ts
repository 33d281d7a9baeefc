import { describe, expect, test } from 'vitest';
import { evaluate, everywhere, floats, largestError } from '../training/testing/evaluate.js';
import golden from './clip-norm.golden.json' with { type: 'json' };
import { clipNorm } from './clip-norm.js';

describe.each(everywhere)('on %s', (engine) => {
  test.each(golden.cases)('gradients of norm $norm become at most $maxNorm long, as by PyTorch', async (expected) => {
    const [a, b] = expected.gradients;
    const { first, second, norm } = await evaluate(engine, { a: floats([3], a), b: floats([2, 2], b) }, (inputs) => {
      const { gradients, norm } = clipNorm([inputs.a, inputs.b], expected.maxNorm);
      return { first: gradients[0], second: gradients[1], norm };
    });
    // Relative: norms are from 1e-6 to 1e4.
    const relative = (found: ArrayLike<number>, wanted: readonly number[]) => {
      const scale = Math.max(...wanted.map(Math.abs)) || 1;
      return largestError(
        Array.from(found, (value) => value / scale),
        wanted.map((value) => value / scale),
      );
    };
    expect(relative(norm, [expected.norm])).toBeLessThan(3e-7);
    expect(relative(first, expected.clipped[0])).toBeLessThan(3e-7);
    expect(relative(second, expected.clipped[1])).toBeLessThan(3e-7);
  });
});

test('a largest norm must be above 0', () => {
  expect(() => clipNorm([], 0)).toThrow(/norm above 0, found 0/);
});
