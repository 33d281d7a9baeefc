import { expect, it } from 'vitest';
import golden from './gaussian-mixture-histogram.golden.json' with { type: 'json' };
import { gaussianMixtureBinMasses } from './gaussian-mixture-histogram.js';
import zipfGolden from './zipf.golden.json' with { type: 'json' };
import { zipf } from './zipf.js';

it.each(golden.cases)(
  'has SciPy’s bin masses, digits kept in the tails: $options.means, $options.variances',
  ({ options, masses }) => {
    const found = gaussianMixtureBinMasses({ ...options, range: [options.range[0], options.range[1]] });
    expect(found).toHaveLength(masses.length);
    masses.forEach((mass, i) => {
      expect(Math.abs(found[i] / mass - 1), `bin ${i}`).toBeLessThan(1e-11);
    });
  },
);

it.each(zipfGolden.cases)(
  'has SciPy’s zipfian law for $states states, exponent $exponent',
  ({ states, exponent, probabilities }) => {
    const found = zipf(states, exponent);
    probabilities.forEach((p, i) => {
      expect(found[i] / p).toBeCloseTo(1, 12);
    });
  },
);
