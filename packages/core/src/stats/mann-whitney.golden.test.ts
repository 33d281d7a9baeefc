import { describe, expect, it } from 'vitest';
import golden from './mann-whitney.golden.json' with { type: 'json' };
import { mannWhitney } from './mann-whitney.js';

describe(`Mann-Whitney test as SciPy ${golden.versions.scipy} has it`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))('pair $index, $method', ({ x, y, method, u, pValue }) => {
    const found = mannWhitney(Float64Array.from(x), Float64Array.from(y));
    expect(found.method).toBe(method);
    expect(found.u).toBe(u);
    expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-12);
  });
});
