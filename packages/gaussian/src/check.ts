import { checkReal, checkTopP, type Problem, type Setting } from '@collapse-bench/core';
import type { GaussianOptions } from './options.js';

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkGaussian(setting: Setting<GaussianOptions>): readonly Problem[] {
  const { real, dimension } = setting.system;
  return [...checkReal(real, dimension), ...checkSamples(setting), ...checkTopP(setting.mitigation)];
}

/** Mitigations under which the samples of every generation stay one whole population. */
const POPULATION_MITIGATIONS = ['replace', 'grow-samples', 'temperature'];

/** Coordinates of one generation of points: 8 bytes each, several generations at a time. */
const MOST_NUMBERS = 1e8;

/** Largest number of samples that memory holds. */
export function mostGaussianSamples({ representation, dimension }: GaussianOptions): number {
  return representation === 'points' ? Math.floor(MOST_NUMBERS / dimension) : Number.POSITIVE_INFINITY;
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
  const most = mostGaussianSamples(system);
  if (samples > most) {
    const expected = `at most ${most} points, for memory's sake`;
    const remedy = `ask for ${most} or fewer, or set /system/representation to sufficient-statistics`;
    return [{ pointer, expected, found: `${samples}`, remedy }];
  }
  const least = Math.max(3, system.dimension + 1);
  if (system.approximation.kind === 'orthogonal-noise' && samples < least) {
    const expected = `at least ${least} samples, for the third moments that orthogonal noise is made from`;
    return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${least} or more` }];
  }
  return [];
}
