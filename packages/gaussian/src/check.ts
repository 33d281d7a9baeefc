import { type Problem, type Setting, symmetricEigen } from '@collapse-bench/core';
import type { GaussianOptions } from './options.js';

/** How far from 1 the weights may sum: rounding of decimal fractions, not a forgotten component. */
const WEIGHT_TOLERANCE = 1e-9;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkGaussian(setting: Setting<GaussianOptions>): readonly Problem[] {
  const { real, dimension } = setting.system;
  const problems: Problem[] = [];
  if (real.kind === 'normal') {
    problems.push(...checkNormal('/system/real', real, dimension));
  } else {
    real.components.forEach((component, i) => {
      problems.push(...checkNormal(`/system/real/components/${i}`, component, dimension));
    });
    const sum = real.components.reduce((total, { weight }) => total + weight, 0);
    if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) {
      problems.push({
        pointer: '/system/real/components',
        expected: 'weights that add up to 1',
        found: `a sum of ${sum}`,
        remedy: 'change a weight so that they add up to 1',
      });
    }
  }
  return [...problems, ...checkSamples(setting), ...checkTopP(setting)];
}

interface Moments {
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

function checkNormal(pointer: string, { mean, covariance }: Moments, dimension: number): readonly Problem[] {
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
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
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
