import type { Problem } from '../contracts/problem.js';
import { symmetricEigen } from '../linalg/symmetric-eigen.js';
import type { RealDistribution } from './distribution.js';
import { isShape, shapeOf } from './shape.js';

/** How far from 1 the weights may sum: rounding of decimal fractions, not a forgotten component. */
const WEIGHT_TOLERANCE = 1e-9;
/** Metrics and theory multiply two variances, or four coordinates: beyond, products could overflow, below, vanish. */
const LARGEST_MEAN = 1e75;
const LARGEST_VARIANCE = 1e150;
const LEAST_VARIANCE = 1e-150;

/** What the schema cannot say about the real distribution of a system over points, at /system/real; empty when all is well. */
export function checkReal(real: RealDistribution, dimension: number): readonly Problem[] {
  if (real.kind === 'normal') return checkNormal('/system/real', real, dimension);
  if (isShape(real)) return checkShape(real, dimension);
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
  return problems;
}

function checkShape(real: Parameters<typeof shapeOf>[0], dimension: number): readonly Problem[] {
  const expected = shapeOf(real).dimension;
  if (dimension === expected) return [];
  return [
    {
      pointer: '/system/dimension',
      expected: `${expected}, the dimension of ${real.kind}`,
      found: `${dimension}`,
      remedy: `set it to ${expected}, or choose another /system/real`,
    },
  ];
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
  const size = checkSize(pointer, { mean, covariance });
  if (size.length > 0) return [...problems, ...size];
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
  } else if (smallest < LEAST_VARIANCE) {
    problems.push({
      pointer: `${pointer}/covariance`,
      expected: `eigenvalues of at least ${LEAST_VARIANCE}, whose products are no 0`,
      found: `a smallest eigenvalue of ${smallest}`,
      remedy: 'state the data in a smaller unit',
    });
  }
  return problems;
}

/** Finite numbers, and none so large that products overflow. */
function checkSize(pointer: string, { mean, covariance }: Moments): readonly Problem[] {
  const odd = [...mean, ...covariance.flat()].find((value) => !Number.isFinite(value));
  if (odd !== undefined) return [{ pointer, expected: 'finite numbers', found: `${odd}`, remedy: 'correct the entry' }];
  const remedy = 'state the data in a larger unit';
  const far = mean.findIndex((value) => Math.abs(value) > LARGEST_MEAN);
  if (far >= 0) {
    const expected = `a number from -${LARGEST_MEAN} to ${LARGEST_MEAN}, whose powers are finite`;
    return [{ pointer: `${pointer}/mean/${far}`, expected, found: `${mean[far]}`, remedy }];
  }
  const row = covariance.findIndex((entries) => entries.some((value) => Math.abs(value) > LARGEST_VARIANCE));
  if (row < 0) return [];
  const column = covariance[row].findIndex((value) => Math.abs(value) > LARGEST_VARIANCE);
  const expected = `a number from -${LARGEST_VARIANCE} to ${LARGEST_VARIANCE}, whose products are finite`;
  return [{ pointer: `${pointer}/covariance/${row}/${column}`, expected, found: `${covariance[row][column]}`, remedy }];
}
