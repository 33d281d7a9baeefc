import { type Problem, type Setting, symmetricEigen } from '@collapse-bench/core';
import type { GmmOptions } from './options.js';

/** How far from 1 the weights may sum: rounding of decimal fractions, not a forgotten component. */
const WEIGHT_TOLERANCE = 1e-9;
/** A generation is kept as doubles, three or four times over. */
const MOST_NUMBERS = 1e8;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkGmm(setting: Setting<GmmOptions>): readonly Problem[] {
  const { real, dimension } = setting.system;
  const problems = real.components.flatMap((component, i) => checkNormal(`/system/real/components/${i}`, component, dimension));
  const sum = real.components.reduce((total, { weight }) => total + weight, 0);
  if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) {
    problems.push({
      pointer: '/system/real/components',
      expected: 'weights that add up to 1',
      found: `a sum of ${sum}`,
      remedy: 'change a weight so that they add up to 1',
    });
  }
  return [...problems, ...checkStart(setting.system), ...checkSamples(setting)];
}

interface Moments {
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

function checkNormal(pointer: string, { mean, covariance }: Moments, dimension: number): Problem[] {
  const lengths = covariance.map((row) => row.length);
  const remedy = 'change the length, or /system/dimension';
  const problems: Problem[] = [];
  if (mean.length !== dimension) {
    problems.push({ pointer: `${pointer}/mean`, expected: `${dimension} numbers`, found: `${mean.length}`, remedy });
  }
  if (covariance.length !== dimension || lengths.some((length) => length !== dimension)) {
    const expected = `${dimension} rows of ${dimension} numbers`;
    problems.push({ pointer: `${pointer}/covariance`, expected, found: `rows of ${lengths.join(', ')} numbers`, remedy });
    return problems;
  }
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) {
      if (covariance[i][j] === covariance[j][i]) continue;
      problems.push({
        pointer: `${pointer}/covariance/${i}/${j}`,
        expected: `a symmetric matrix, here ${covariance[j][i]} as at /${j}/${i}`,
        found: `${covariance[i][j]}`,
        remedy: 'make the two entries equal',
      });
      return problems;
    }
  }
  const { values } = symmetricEigen(Float64Array.from(covariance.flat()), dimension);
  const smallest = values[0];
  const largest = values[dimension - 1];
  if (!(smallest > dimension * Number.EPSILON * largest)) {
    problems.push({
      pointer: `${pointer}/covariance`,
      expected: 'a positive definite matrix',
      found: `a smallest eigenvalue of ${smallest}, the largest being ${largest}`,
      remedy: 'leave out directions without variance, or correct the entries',
    });
  }
  return problems;
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

function checkSamples({ samples, system: { components, dimension } }: Setting<GmmOptions>): Problem[] {
  const pointer = '/samples';
  if (samples === Number.POSITIVE_INFINITY) {
    const remedy = 'ask for a finite number';
    return [{ pointer, expected: 'a finite number of samples: EM needs points', found: 'a whole population', remedy }];
  }
  const least = Math.max(2, components);
  if (!(samples >= least)) {
    const expected = `at least ${least} samples a generation, one a component`;
    return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${least} or more` }];
  }
  if (samples * dimension <= MOST_NUMBERS) return [];
  const most = Math.floor(MOST_NUMBERS / dimension);
  const expected = `at most ${most} samples of ${dimension} numbers, for memory's sake`;
  return [{ pointer, expected, found: `${samples}`, remedy: `ask for ${most} or fewer` }];
}
