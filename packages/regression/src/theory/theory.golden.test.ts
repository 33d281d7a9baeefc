import { describe, expect, it } from 'vitest';
import type { RegressionOptions } from '../options.js';
import { regressionOracles } from './index.js';
import ridge from './ridge-oracle.golden.json' with { type: 'json' };
import type { RegressionSetting } from './setting.js';
import golden from './theory.golden.json' with { type: 'json' };

type Case = (typeof golden.cases)[number] | (typeof ridge.cases)[number];

function settingOf({ design, mitigation, dimension, samples, exponent, noiseVariance, lambda, generations }: Case) {
  const system: RegressionOptions = {
    dimension,
    noiseVariance,
    design: { kind: design as 'fixed' },
    estimator: lambda === 0 ? { kind: 'ols' } : { kind: 'ridge', lambda },
    covariance: exponent === 0 ? { kind: 'isotropic' } : { kind: 'power-law', exponent },
  };
  return { system, mitigation, samples, generations: generations.length } as RegressionSetting;
}

const named = (cases: readonly Case[]) =>
  cases.map((each) => ({
    ...each,
    name: `${each.design}, d = ${each.dimension}, T = ${each.samples}, exponent ${each.exponent}, lambda ${each.lambda}, ${JSON.stringify(each.mitigation)}`,
  }));

const predict = (id: string, setting: RegressionSetting, generation: number) =>
  regressionOracles.find((oracle) => oracle.id === id)!.predict(setting, generation);

describe(`least squares against chains of ${golden.cases[0].replicates} replicates in NumPy ${golden.versions.numpy}`, () => {
  it.each(named(golden.cases))('$name', (each) => {
    const setting = settingOf(each);
    each.generations.forEach((row, i) => {
      for (const [id, metric] of [
        ['L1-excess-test-error', 'excess-test-error'],
        ['L2-parameter-error-squared', 'parameter-error-squared'],
      ] as const) {
        const prediction = predict(id, setting, i + 1)!;
        const where = `${id} at generation ${i + 1}`;
        expect(prediction.kind).toBe('exact');
        expect(Math.abs(prediction.value - row[metric].mean), where).toBeLessThan(4.5 * row[metric].standardError);
        if (prediction.deviation !== undefined) {
          expect(Math.abs(prediction.deviation / row[metric].deviation - 1), where).toBeLessThan(0.05);
        }
      }
    });
  });

  it('covers the deviations of every fixed design and of replacement on new rows', () => {
    for (const each of golden.cases) {
      const { deviation } = predict('L1-excess-test-error', settingOf(each), 3)!;
      if (each.design === 'fixed' || each.mitigation.id === 'replace') expect(deviation).toBeGreaterThan(0);
      else expect(deviation).toBeUndefined();
    }
  });
});

describe("ridge in the proportional limit against NumPy's chains", () => {
  it.each(named(ridge.cases))('$name', (each) => {
    const setting = settingOf(each);
    each.generations.forEach((row, i) => {
      const prediction = predict('L4-ridge-excess-test-error', setting, i + 1)!;
      expect(prediction.kind).toBe('asymptotic');
      const { mean, standardError } = row['excess-test-error'];
      // The limit is off by O(1/d).
      expect(Math.abs(prediction.value - mean), `generation ${i + 1}`).toBeLessThan(4.5 * standardError + 0.03 * mean);
    });
  });
});
