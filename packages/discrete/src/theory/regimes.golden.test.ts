import { describe, expect, it } from 'vitest';
import { absorptionOracles } from './absorption-oracles.js';
import { driftOracles } from './drift-oracles.js';
import golden from './regimes.golden.json' with { type: 'json' };
import type { DiscreteSetting } from './setting.js';
import { supportOracles } from './support-oracles.js';

/** 12 regimes x 5 generations x several statistics: some 500 comparisons, so 5 standard errors. */
const STANDARD_ERRORS = 5;

const { samples, probabilities, cases } = golden;
const oracles = [...driftOracles, ...supportOracles, ...absorptionOracles];

describe.each(cases)('NumPy, sample by sample, under $mitigation', ({ mitigation, replicates, observed }) => {
  const setting: DiscreteSetting = {
    system: { representation: 'points', real: { kind: 'probabilities', probabilities } },
    mitigation,
    samples,
    generations: 10,
  };

  it('gives the mean and the variance of every mean oracle that covers it', () => {
    let compared = 0;
    for (const row of observed) {
      for (const oracle of oracles) {
        const { metric, statistic } = oracle;
        if (statistic.kind !== 'mean' || !(metric in row)) continue;
        const prediction = oracle.predict(setting, row.generation);
        if (prediction === undefined) continue;
        const found = row[metric as 'homozygosity'];
        const where = `${oracle.id} at generation ${row.generation}`;
        const deviation = prediction.deviation!;
        const slack = (STANDARD_ERRORS * deviation) / Math.sqrt(replicates) + 1e-12;
        expect(Math.abs(found.mean - prediction.value), where).toBeLessThan(slack);
        expect(Math.abs(found.variance - deviation ** 2), where).toBeLessThan(STANDARD_ERRORS * found.varianceError + 1e-12);
        compared++;
      }
    }
    // Homozygosity, squared error and first-state mass everywhere; support and lost mass at least at generation 1.
    expect(compared).toBeGreaterThanOrEqual(3 * observed.length + 2);
  });

  it('gives the variance of the first state, within its theoretical deviation', () => {
    const oracle = driftOracles.find(({ id }) => id === 'D8-variance')!;
    for (const row of observed) {
      const { value, deviation } = oracle.predict(setting, row.generation)!;
      const found = row['first-state-mass'];
      expect(Math.abs(found.variance - value)).toBeLessThan((STANDARD_ERRORS * deviation!) / Math.sqrt(replicates) + 1e-12);
      expect(deviation! / Math.sqrt(replicates) / found.varianceError).toBeCloseTo(1, 1);
    }
  });

  it('gives the chances of the absorbing chain, and more than the lower bound D5', () => {
    const found = { 'D4-survival': 'notAbsorbed', 'D4-fixation': 'firstStateFixed', 'D4-alive': 'firstStateAlive' } as const;
    for (const row of observed) {
      for (const [id, key] of Object.entries(found)) {
        const prediction = absorptionOracles.find((oracle) => oracle.id === id)!.predict(setting, row.generation);
        expect(prediction !== undefined).toBe(mitigation.id === 'replace');
        if (prediction === undefined) continue;
        const slack = (STANDARD_ERRORS * prediction.deviation!) / Math.sqrt(replicates) + 1e-12;
        expect(Math.abs(row[key] - prediction.value), `${id} at generation ${row.generation}`).toBeLessThan(slack);
      }
      const bound = absorptionOracles.find(({ id }) => id === 'D5')!.predict(setting, row.generation);
      if (bound !== undefined) expect(row.firstStateAlive).toBeGreaterThan(bound.value);
    }
  });
});
