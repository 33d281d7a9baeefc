import { describe, expect, it } from 'vitest';
import golden from './bootstrap.golden.json' with { type: 'json' };
import { bootstrapInterval } from './bootstrap.js';
import { momentsOf, variance } from './moments.js';
import { normalQuantile } from './normal-distribution.js';

const STATISTICS: Record<string, (values: Float64Array) => number> = {
  mean: (values) => momentsOf(values).mean,
  variance: (values) => variance(momentsOf(values), 1),
};

describe(`bootstrap intervals as SciPy ${golden.versions.scipy} has them`, () => {
  it.each(golden.cases.map((golden, index) => ({ index, ...golden })))('$kind of the $statistic, case $index', (golden) => {
    const resamples = 50_000;
    const clusters = golden.clusters.map((values) => Float64Array.from(values));
    const kind = golden.kind as 'percentile' | 'bca';
    const rng = { state: Uint32Array.of(1, 2, 3, 4) };
    const found = bootstrapInterval(clusters, STATISTICS[golden.statistic], { kind, level: golden.level, resamples }, rng);
    // Both sides are Monte Carlo. A quantile has the error sqrt(p(1-p)) / density / sqrt(resamples): of a normal law, and
    // BCa's bias correction moves it by twice its own error sqrt(pi/2) / sqrt(resamples). Skewness doubles it at most.
    const p = (1 - golden.level) / 2;
    const z = normalQuantile(p);
    const ofQuantile = Math.sqrt(p * (1 - p) * 2 * Math.PI) * Math.exp(0.5 * z * z);
    const ofBias = kind === 'bca' ? Math.sqrt(2 * Math.PI) : 0;
    const scale = golden.standardError * Math.sqrt(1 / resamples + 1 / golden.resamples);
    const tolerance = 4 * 2 * scale * Math.sqrt(ofQuantile * ofQuantile + ofBias * ofBias);
    expect(tolerance).toBeLessThan(0.15 * golden.standardError);
    expect(Math.abs(found.low - golden.low)).toBeLessThan(tolerance);
    expect(Math.abs(found.high - golden.high)).toBeLessThan(tolerance);
    // Relative error sqrt((kurtosis + 2) / 4 resamples).
    expect(Math.abs(found.standardError / golden.standardError - 1)).toBeLessThan(5 * Math.sqrt(1 / resamples));
  });
});
