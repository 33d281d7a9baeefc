import { checkReal, checkTemperedMixture, checkTopP, type Problem, type Setting } from '@collapse-bench/core';
import type { GmmOptions } from './options.js';

/** A generation is kept as doubles, three or four times over. */
const MOST_NUMBERS = 1e8;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkGmm(setting: Setting<GmmOptions>): readonly Problem[] {
  const { mitigation, system } = setting;
  return [
    ...checkReal(system.real, system.dimension),
    ...checkStart(system),
    ...checkSamples(setting),
    ...checkTopP(mitigation),
    ...checkTemperedMixture(mitigation, system.components),
  ];
}

/** Largest number of samples that memory holds. */
export function mostGmmSamples({ dimension }: GmmOptions): number {
  return Math.floor(MOST_NUMBERS / dimension);
}

function checkStart({ initialisation, starts, regCovar }: GmmOptions): Problem[] {
  const problems: Problem[] = [];
  if ((initialisation === 'k-means++' || initialisation === 'random-from-data') && regCovar === 0) {
    problems.push({
      pointer: '/system/regCovar',
      expected: `a positive number, for ${initialisation} starts from single points, which have no variance of their own`,
      found: '0',
      remedy: 'set it to 1e-6, or start from k-means',
    });
  }
  if (initialisation === 'previous' && starts !== 1) {
    const remedy = 'set it to 1';
    problems.push({ pointer: '/system/starts', expected: '1: the previous model is one start', found: `${starts}`, remedy });
  }
  return problems;
}

function checkSamples({ samples, system }: Setting<GmmOptions>): Problem[] {
  const pointer = '/samples';
  if (samples === Number.POSITIVE_INFINITY) {
    const remedy = 'ask for a finite number';
    return [{ pointer, expected: 'a finite number of samples: EM needs points', found: 'a whole population', remedy }];
  }
  const least = Math.max(2, system.components);
  if (!(samples >= least)) {
    const expected = `at least ${least} samples a generation, one a component`;
    return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${least} or more` }];
  }
  const most = mostGmmSamples(system);
  if (samples <= most) return [];
  const expected = `at most ${most} samples of ${system.dimension} numbers, for memory's sake`;
  return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${most} or fewer` }];
}
