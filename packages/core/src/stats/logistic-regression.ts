import { cholesky, solveCholesky } from '../linalg/cholesky.js';
import { exp, log1p } from '../special.js';

/** Rows of one class: features, row-major. */
export type Rows = Float32Array;

export interface LogisticRegression {
  /** One a feature; the last is the intercept. */
  readonly coefficients: Float64Array;
  /** Chance of the second class for each row. */
  chances(rows: Rows): Float64Array;
}

/** Of the mean loss: keeps the coefficients finite where a plane parts the classes, and hardly matters otherwise. */
export const RIDGE = 1e-4;
const MOST_STEPS = 50;
/** A step that gains less, in nats, ends the search. */
const LEAST_GAIN = 1e-14;
/** Variance of a feature that does not vary, within rounding. */
const NO_SPREAD = 1e-12;
const SHORTEST = 1e-10;

/**
 * Logistic regression of two classes that weigh alike whatever their sizes, so that with enough data its chance is
 * q / (p + q): minimises the mean over the two classes of their mean log-losses, plus RIDGE / 2 |w|^2 over coefficients of features
 * scaled to a standard deviation of 1 (the intercept is free). By Newton's method, each step halved until the loss falls; convex, so
 * what it finds is the only minimum. Nothing is random about it.
 *
 * @param features numbers a row
 * @throws RangeError unless both classes have whole rows, at least one
 */
export function logisticRegression(first: Rows, second: Rows, features: number): LogisticRegression {
  for (const rows of [first, second]) {
    if (rows.length === 0 || rows.length % features !== 0) {
      throw new RangeError(`logisticRegression: expected rows of ${features} features, found ${rows.length} numbers`);
    }
  }
  const problem = standardised(first, second, features);
  const scaled = minimised(problem);
  const coefficients = unscaled(scaled, problem);
  return {
    coefficients,
    chances: (rows) =>
      Float64Array.from({ length: rows.length / features }, (_, i) => {
        let score = coefficients[features];
        for (let j = 0; j < features; j++) score += coefficients[j] * rows[i * features + j];
        return logistic(score);
      }),
  };
}

/** Both classes in one matrix of features with a mean of 0 and a standard deviation of 1, or 0 where there is none, and a last column of 1. */
interface Problem {
  readonly columns: number;
  readonly x: Float64Array;
  /** 0 or 1, and what the row weighs. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

function standardised(first: Rows, second: Rows, features: number): Problem {
  const counts = [first.length / features, second.length / features];
  const total = counts[0] + counts[1];
  const columns = features + 1;
  const row = (i: number) => (i < counts[0] ? first.subarray(i * features) : second.subarray((i - counts[0]) * features));
  const y = Float64Array.from({ length: total }, (_, i) => Number(i >= counts[0]));
  const weights = Float64Array.from(y, (label) => 0.5 / counts[label]);
  const means = new Float64Array(features);
  const scales = new Float64Array(features);
  for (let i = 0; i < total; i++) {
    const values = row(i);
    for (let j = 0; j < features; j++) means[j] += weights[i] * values[j];
  }
  for (let i = 0; i < total; i++) {
    const values = row(i);
    for (let j = 0; j < features; j++) scales[j] += weights[i] * (values[j] - means[j]) * (values[j] - means[j]);
  }
  for (let j = 0; j < features; j++) scales[j] = scales[j] > NO_SPREAD ? 1 / Math.sqrt(scales[j]) : 0;
  const x = new Float64Array(total * columns).fill(1);
  for (let i = 0; i < total; i++) {
    const values = row(i);
    for (let j = 0; j < features; j++) x[i * columns + j] = (values[j] - means[j]) * scales[j];
  }
  return { columns, x, y, weights, means, scales };
}

function minimised(problem: Problem): Float64Array {
  const { columns } = problem;
  let found = new Float64Array(columns);
  let { loss, gradient, hessian } = derivatives(problem, found);
  const factor = new Float64Array(columns * columns);
  const step = new Float64Array(columns);
  for (let i = 0; i < MOST_STEPS; i++) {
    if (!cholesky(hessian, columns, factor)) break;
    solveCholesky(factor, columns, gradient, step);
    // What a full step gains, to second order.
    const gain = gradient.reduce((sum, slope, j) => sum + slope * step[j], 0) / 2;
    if (!(gain > LEAST_GAIN)) break;
    let length = 1;
    let next = moved(found, step, length);
    let there = derivatives(problem, next);
    while (!(there.loss < loss) && length > SHORTEST) {
      length /= 2;
      next = moved(found, step, length);
      there = derivatives(problem, next);
    }
    if (!(there.loss < loss)) break;
    found = next;
    ({ loss, gradient, hessian } = there);
  }
  return found;
}

const moved = (from: Float64Array, step: Float64Array, length: number) => from.map((value, j) => value - length * step[j]);

/** The loss, its gradient, and its Hessian, row-major. */
function derivatives({ columns, x, y, weights }: Problem, at: Float64Array) {
  const gradient = at.map((value, j) => (j < columns - 1 ? RIDGE * value : 0));
  const hessian = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) hessian[j * columns + j] = j < columns - 1 ? RIDGE : 0;
  let loss = at.reduce((sum, value, j) => sum + (j < columns - 1 ? (RIDGE / 2) * value * value : 0), 0);
  for (let i = 0; i < y.length; i++) {
    const row = i * columns;
    let score = 0;
    for (let j = 0; j < columns; j++) score += at[j] * x[row + j];
    const chance = logistic(score);
    loss += weights[i] * logLoss(y[i] === 1 ? score : -score);
    const slope = weights[i] * (chance - y[i]);
    const bend = weights[i] * chance * (1 - chance);
    for (let j = 0; j < columns; j++) {
      const value = x[row + j];
      gradient[j] += slope * value;
      const pull = bend * value;
      for (let k = 0; k <= j; k++) hessian[j * columns + k] += pull * x[row + k];
    }
  }
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) hessian[k * columns + j] = hessian[j * columns + k];
  return { loss, gradient, hessian };
}

/** Back to features as they come. */
function unscaled(scaled: Float64Array, { means, scales }: Problem): Float64Array {
  const coefficients = scaled.map((value, j) => (j < scales.length ? value * scales[j] : value));
  for (let j = 0; j < scales.length; j++) coefficients[scales.length] -= coefficients[j] * means[j];
  return coefficients;
}

/** 1 / (1 + e^-score). */
function logistic(score: number): number {
  if (score >= 0) return 1 / (1 + exp(-score));
  const odds = exp(score);
  return odds / (1 + odds);
}

/** ln(1 + e^-margin). */
function logLoss(margin: number): number {
  return margin >= 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin;
}
