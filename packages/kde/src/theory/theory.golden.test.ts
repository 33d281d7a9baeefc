import type { RealDistribution } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import type { Bandwidth } from '../options.js';
import { kdeOracles } from './index.js';
import type { KdeSetting } from './setting.js';
import golden from './theory.golden.json' with { type: 'json' };

const reals: Readonly<Record<string, RealDistribution>> = {
  normal: { kind: 'normal', mean: [0], covariance: [[1]] },
  mixture: {
    kind: 'mixture',
    components: [
      { weight: 0.25, mean: [-2], covariance: [[1]] },
      { weight: 0.75, mean: [2], covariance: [[0.5]] },
    ],
  },
};

const cases = golden.cases.map((each) => ({
  ...each,
  name: `${each.bandwidth.kind}, ${each.real}, ${JSON.stringify(each.mitigation)}`,
}));

describe(`oracles against chains of ${golden.cases[0].replicates} replicates in NumPy ${golden.versions.numpy}`, () => {
  it.each(cases)('$name', ({ bandwidth, real, mitigation, samples, generations }) => {
    const system = { dimension: 1, bandwidth: bandwidth as Bandwidth, real: reals[real] };
    const setting = { system, mitigation, samples, generations: generations.length } as KdeSetting;
    let compared = 0;
    generations.forEach((row, i) => {
      for (const [metric, found] of Object.entries(row)) {
        const oracle = kdeOracles.find((candidate) => candidate.metric === metric && candidate.statistic.kind === 'mean')!;
        const prediction = oracle.predict(setting, i + 1)!;
        const where = `${oracle.id} at generation ${i + 1}`;
        expect(prediction.kind).not.toBe('lower-bound');
        expect(Math.abs(prediction.value - found!.mean), where).toBeLessThan(4.5 * found!.standardError);
        if (prediction.deviation !== undefined) {
          // A standard deviation over 100,000 replicates is good to a few percent even where tails are heavy.
          expect(Math.abs(prediction.deviation / found!.deviation - 1), where).toBeLessThan(0.05);
        }
        compared++;
      }
    });
    expect(compared).toBeGreaterThanOrEqual(8);
  });

  it('has deviations for replace and accumulate', () => {
    for (const { bandwidth, real, mitigation, samples } of cases.filter((each) =>
      /replace|accumulate$/.test(each.mitigation.id),
    )) {
      const system = { dimension: 1, bandwidth: bandwidth as Bandwidth, real: reals[real] };
      const setting = { system, mitigation, samples, generations: 4 } as KdeSetting;
      for (const id of ['K1-variance-ratio', 'K2-mean-shift-squared']) {
        expect(kdeOracles.find((oracle) => oracle.id === id)!.predict(setting, 4)!.deviation).toBeGreaterThan(0);
      }
    }
  });
});
