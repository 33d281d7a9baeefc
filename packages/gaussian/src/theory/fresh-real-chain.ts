/**
 * Moments of a one-dimensional fit in units of the real normal, q = (m - mu_0)^2/sigma_0^2 and v = s^2/sigma_0^2, as the
 * expectations [E 1, E q, E v, E q^2, E q v, E v^2].
 */
export type FreshRealMoments = readonly [number, number, number, number, number, number];

/** A polynomial c[0] + c[1] q + c[2] v. */
type Linear = readonly [number, number, number];
/** A polynomial c[0] + c[1] q + c[2] v + c[3] q^2 + c[4] q v + c[5] v^2. */
type Quadratic = readonly [number, number, number, number, number, number];

/** The next fit's moments, given the model: each is a quadratic in the model's q and v. */
export interface FreshRealStep {
  readonly shift: Linear;
  readonly variance: Linear;
  readonly shiftSquared: Quadratic;
  readonly shiftVariance: Quadratic;
  readonly varianceSquared: Quadratic;
}

export const REAL_MOMENTS: FreshRealMoments = [1, 0, 1, 0, 0, 1];

export function freshRealStep(from: FreshRealMoments, step: FreshRealStep): FreshRealMoments {
  const linear = (p: Linear) => p[0] + p[1] * from[1] + p[2] * from[2];
  const quadratic = (p: Quadratic) => p[0] + p[1] * from[1] + p[2] * from[2] + p[3] * from[3] + p[4] * from[4] + p[5] * from[5];
  const { shift, variance, shiftSquared, shiftVariance, varianceSquared } = step;
  return [1, linear(shift), linear(variance), quadratic(shiftSquared), quadratic(shiftVariance), quadratic(varianceSquared)];
}

/**
 * Fixed counts: n real samples and M - n from the model N(x, v). With a = (M-n)/M, h = n (M-n)/M, e the noise of
 * the pooled mean and D the difference of the two sample means:
 * x' = a x + e, (M - ddof) v' = chi^2_{n-1} + v chi^2_{M-n-1} + h D^2, Cov(e, D) = (v - 1)/M.
 *
 * @param real n, with 1 <= n <= M - 1
 */
export function fixedCountsStep(samples: number, real: number, ddof: 0 | 1): FreshRealStep {
  const synthetic = samples - real;
  const a = synthetic / samples;
  const h = (real * synthetic) / samples;
  const centre: Linear = [0, a * a, 0];
  const noise: Linear = [real / (samples * samples), 0, synthetic / (samples * samples)];
  const shift = add(centre, noise);
  const within: Linear = [real - 1, 0, synthetic - 1];
  const between: Linear = [synthetic / samples, h, real / samples];
  const betweenNoise: Linear = [between[0], 0, between[2]];
  const covariance: Linear = [-1 / samples, 0, 1 / samples];
  const q: Linear = [0, 1, 0];
  const divisor = samples - ddof;
  return {
    shift,
    variance: scaleLinear(add(within, between), 1 / divisor),
    shiftSquared: sum([
      [1, product(centre, centre)],
      [6, product(centre, noise)],
      [3, product(noise, noise)],
    ]),
    shiftVariance: sum([
      [1 / divisor, product(shift, add(within, between))],
      [(2 * h) / divisor, product(covariance, covariance)],
      [(4 * a * h) / divisor, product(q, covariance)],
    ]),
    varianceSquared: sum([
      [1 / (divisor * divisor), product(within, within)],
      [2 / (divisor * divisor), [real - 1, 0, 0, 0, 0, synthetic - 1]],
      [2 / (divisor * divisor), product(within, between)],
      [(h * h) / (divisor * divisor), product(q, q)],
      [(6 * h) / (divisor * divisor), product(q, betweenNoise)],
      [3 / (divisor * divisor), product(betweenNoise, betweenNoise)],
    ]),
  };
}

/**
 * Every one of M samples is real with probability gamma, else from the model N(x, v): M independent draws of a
 * two-component mixture, whose cumulants give the moments of their mean and variance (Kendall and Stuart, k-statistics):
 * Var S^2 = k4/M + 2 k2^2/(M-1), Cov(mean, S^2) = k3/M, Cov((mean - k1)^2, S^2) = k4/M^2.
 */
export function iidStep(samples: number, gamma: number, ddof: 0 | 1): FreshRealStep {
  const p = gamma;
  const r = 1 - gamma;
  const firstSquared: Linear = [0, r * r, 0];
  const second: Linear = [p, p * r, r];
  const firstThird: Quadratic = [0, -3 * p * r * r, 0, p * r * r * (p * p - r * r), 3 * p * r * r, 0];
  const fourthCentral: Quadratic = [3 * p, 6 * p * r * r, 0, p * r * (r * r * r + p * p * p), 6 * r * p * p, 3 * r];
  const secondSquared = product(second, second);
  const fourth = sum([
    [1, fourthCentral],
    [-3, secondSquared],
  ]);
  const unit = (samples - 1) / (samples - ddof);
  return {
    shift: add(firstSquared, scaleLinear(second, 1 / samples)),
    variance: scaleLinear(second, unit),
    shiftSquared: sum([
      [1, product(firstSquared, firstSquared)],
      [6 / samples, product(firstSquared, second)],
      [4 / (samples * samples), firstThird],
      [3 / (samples * samples), secondSquared],
      [1 / (samples * samples * samples), fourth],
    ]),
    shiftVariance: sum([
      [unit, product(firstSquared, second)],
      [unit / samples, secondSquared],
      [(2 * unit) / samples, firstThird],
      [unit / (samples * samples), fourth],
    ]),
    varianceSquared: sum([
      [unit * unit * (1 + 2 / (samples - 1)), secondSquared],
      [(unit * unit) / samples, fourth],
    ]),
  };
}

function add(a: Linear, b: Linear): Linear {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scaleLinear(a: Linear, factor: number): Linear {
  return [factor * a[0], factor * a[1], factor * a[2]];
}

function product(a: Linear, b: Linear): Quadratic {
  return [a[0] * b[0], a[0] * b[1] + a[1] * b[0], a[0] * b[2] + a[2] * b[0], a[1] * b[1], a[1] * b[2] + a[2] * b[1], a[2] * b[2]];
}

function sum(terms: readonly (readonly [number, Quadratic])[]): Quadratic {
  const total: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  for (const [factor, polynomial] of terms) {
    for (let i = 0; i < 6; i++) total[i] += factor * polynomial[i];
  }
  return total;
}
