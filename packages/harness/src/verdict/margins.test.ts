import { describe, expect, test } from 'vitest';
import { systems } from '../catalog.js';

const metrics = systems.flatMap((system) => system.metrics.map((metric) => ({ name: `${system.id}/${metric.id}`, ...metric })));

describe('every metric of every system', () => {
  test.each(metrics)('$name states a margin that could fail, and why it is that', ({ margin, unit }) => {
    expect(['absolute', 'relative']).toContain(margin.kind);
    expect(margin.value).toBeGreaterThan(0);
    // A relative margin of a half or more would pass what collapse does.
    if (margin.kind === 'relative') expect(margin.value).toBeLessThanOrEqual(0.5);
    expect(Number.isFinite(margin.value)).toBe(true);
    expect(margin.reason.split(' ').length, margin.reason).toBeGreaterThanOrEqual(4);
    expect(unit).not.toBe('');
  });
});
