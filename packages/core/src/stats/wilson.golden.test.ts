import { describe, expect, it } from 'vitest';
import golden from './wilson.golden.json' with { type: 'json' };
import { wilsonInterval } from './wilson.js';

describe(`Wilson interval as SciPy ${golden.versions.scipy} has it (binomtest)`, () => {
  it.each(golden.cases)('$successes of $trials at $level', ({ successes, trials, level, low, high }) => {
    const found = wilsonInterval(successes, trials, level);
    expect(Math.abs(found.low - low)).toBeLessThan(1e-13);
    expect(Math.abs(found.high - high)).toBeLessThan(1e-13);
  });
});
