import { checkTopP, type Problem, type Setting } from '@collapse-bench/core';
import type { RegressionOptions } from './options.js';

/** Numbers in one generation's design matrix: 8 bytes each, several generations at a time. */
const MOST_ENTRIES = 1e8;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkRegression({ samples, system, mitigation }: Setting<RegressionOptions>): readonly Problem[] {
  return [...finiteProblems(system), ...samplesProblems(samples, system), ...checkTopP(mitigation)];
}

/** Largest number of rows that memory holds. */
export function mostRows({ dimension }: RegressionOptions): number {
  return Math.floor(MOST_ENTRIES / dimension);
}

function finiteProblems({ noiseVariance, estimator, covariance }: RegressionOptions): Problem[] {
  const numbers: [string, number][] = [['noiseVariance', noiseVariance]];
  if (estimator.kind === 'ridge') numbers.push(['estimator/lambda', estimator.lambda]);
  if (covariance.kind === 'power-law') numbers.push(['covariance/exponent', covariance.exponent]);
  return numbers
    .filter(([, value]) => !(value > 0 && value < Number.POSITIVE_INFINITY))
    .map(([name, value]) => ({
      pointer: `/system/${name}`,
      expected: 'a finite number above 0',
      found: `${value}`,
      remedy: 'correct this number',
    }));
}

function samplesProblems(samples: number, system: RegressionOptions): Problem[] {
  const { dimension, estimator } = system;
  // With d + 1 rows or fewer the expected error of least squares is infinite; with fewer than d there is no one solution.
  const least = estimator.kind === 'ols' ? dimension + 2 : 1;
  const most = mostRows(system);
  if (Number.isInteger(samples) && samples >= least && samples <= most) return [];
  const remedy =
    samples === Number.POSITIVE_INFINITY
      ? 'take a finite number: a fit to the whole population is w* for ever'
      : samples < least && estimator.kind === 'ols'
        ? 'take T >= d + 2 rows, below which the expected error is infinite, or ridge'
        : 'take a whole number in this range';
  return [{ pointer: '/samples', expected: `an integer from ${least} to ${most}`, found: `${samples}`, remedy }];
}
