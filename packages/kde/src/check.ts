import { type Problem, type Setting, symmetricEigen } from '@collapse-bench/core';
import type { KdeOptions } from './options.js';

/** How far from 1 the weights may sum: rounding of decimal fractions, not a forgotten component. */
const WEIGHT_TOLERANCE = 1e-9;

/** Coordinates of one generation: 8 bytes each, several generations at a time. */
const MOST_COORDINATES = 1e8;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkKde(setting: Setting<KdeOptions>): readonly Problem[] {
  const { real, dimension, bandwidth } = setting.system;
  const problems: Problem[] = [];
  if (bandwidth.kind === 'fixed' && !(bandwidth.value > 0 && bandwidth.value < Number.POSITIVE_INFINITY)) {
    problems.push({
      pointer: '/system/bandwidth/value',
      expected: 'a finite number above 0',
      found: `${bandwidth.value}`,
      remedy: 'take a positive h: without kernel noise the estimate is no density',
    });
  }
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
  return [...problems, ...checkSamples(setting)];
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
  const values = [...mean, ...covariance.flat()];
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) {
    return [...problems, { pointer, expected: 'finite numbers', found: `${odd}`, remedy: 'correct the entry' }];
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
  const eigenvalues = symmetricEigen(Float64Array.from(covariance.flat()), dimension).values;
  const smallest = Math.min(...eigenvalues);
  const largest = Math.max(...eigenvalues);
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

function checkSamples({ samples, system }: Setting<KdeOptions>): readonly Problem[] {
  const { dimension, bandwidth } = system;
  const pointer = '/samples';
  // A rule of thumb needs a covariance of full rank, or its kernels have no density.
  const least = bandwidth.kind === 'fixed' ? 2 : dimension + 1;
  const most = Math.floor(MOST_COORDINATES / dimension);
  if (Number.isInteger(samples) && samples >= least && samples <= most) return [];
  const expected = `an integer from ${least} to ${most}`;
  const remedy =
    samples === Number.POSITIVE_INFINITY
      ? 'take a finite number: a kernel density estimate keeps its points'
      : samples < least && bandwidth.kind !== 'fixed'
        ? 'take more points than dimensions, or a fixed bandwidth'
        : 'take a whole number in this range';
  return [{ pointer, expected, found: `${samples}`, remedy }];
}
