import { checkReal, type Problem, type Setting } from '@collapse-bench/core';
import type { GaussianOptions } from './options.js';

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkGaussian(setting: Setting<GaussianOptions>): readonly Problem[] {
  const { real, dimension } = setting.system;
  return [...checkReal(real, dimension), ...checkSamples(setting), ...checkTopP(setting)];
}

/** Mitigations under which the samples of every generation stay one whole population. */
const POPULATION_MITIGATIONS = ['replace', 'grow-samples', 'temperature'];

/** Points outside the central region are drawn and thrown away. */
const LEAST_TOP_P = 0.01;

function checkTopP({ mitigation }: Setting<GaussianOptions>): readonly Problem[] {
  if (mitigation.id !== 'top-p' || (mitigation.p as number) >= LEAST_TOP_P) return [];
  const expected = `a number >= ${LEAST_TOP_P}, for the region is sampled by rejection`;
  return [{ pointer: '/mitigation/p', expected, found: `${mitigation.p}`, remedy: 'take a larger share' }];
}

function checkSamples({ samples, system, mitigation }: Setting<GaussianOptions>): readonly Problem[] {
  const pointer = '/samples';
  if (!(samples >= 2)) {
    return [{ pointer, expected: 'at least 2 samples a generation', found: `${samples}`, remedy: 'ask for 2 or more' }];
  }
  if (samples === Number.POSITIVE_INFINITY) {
    if (system.representation === 'points') {
      const remedy = 'set /system/representation to sufficient-statistics';
      return [{ pointer, expected: 'a finite number of points', found: 'a whole population', remedy }];
    }
    if (!POPULATION_MITIGATIONS.includes(mitigation.id)) {
      return [
        {
          pointer: '/mitigation/id',
          expected: `${POPULATION_MITIGATIONS.join(' or ')} for whole populations, which cannot be mixed by counts`,
          found: mitigation.id,
          remedy: 'state a finite number of samples, or change the mitigation',
        },
      ];
    }
    return [];
  }
  const least = Math.max(3, system.dimension + 1);
  if (system.approximation.kind === 'orthogonal-noise' && samples < least) {
    const expected = `at least ${least} samples, for the third moments that orthogonal noise is made from`;
    return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${least} or more` }];
  }
  return [];
}
