import { exp, expm1, gammaln, ln } from '../special.js';

/**
 * P(chi^2_d <= x), by the series of the incomplete gamma function
 * e^(-h) h^(d/2)/Gamma(d/2 + 1) sum_j h^j / [(d/2 + 1) ... (d/2 + j)], h = x/2: all terms positive, so the lower tail keeps
 * its digits.
 *
 * @param x >= 0, Infinity included
 * @param degrees d >= 1
 */
export function chiSquareCdf(x: number, degrees: number): number {
  if (!(x > 0)) return 0;
  const h = x / 2;
  const half = degrees / 2;
  // Beyond this the upper tail is below 1e-300, and the series would be long.
  if (h > 800 + 4 * half) return 1;
  let term = 1;
  let sum = 1;
  for (let j = 1; term > sum * 1e-17; j++) {
    term *= h / (half + j);
    sum += term;
  }
  return Math.min(1, exp(half * ln(h) - h - gammaln(half + 1)) * sum);
}

/**
 * The x with P(chi^2_d <= x) = p: the squared Mahalanobis radius of the central region that holds p of a normal.
 *
 * @param probability from 0 to 1; Infinity at 1
 * @throws RangeError when it is not
 */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`chiSquareQuantile: expected a probability from 0 to 1, found ${probability}`);
  }
  if (probability === 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = degrees;
  while (chiSquareCdf(high, degrees) < probability) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (chiSquareCdf(middle, degrees) < probability) low = middle;
    else high = middle;
  }
}

/**
 * The covariance of a normal cut to its central p, in units of its own: E z^2 = P(chi^2_{d+2} <= q)/p for each coordinate z
 * of a standard normal vector with |z|^2 <= q, q the p-quantile of chi^2_d.
 */
export function centralVariance(mass: number, dimension: number): number {
  return mass === 1 ? 1 : chiSquareCdf(chiSquareQuantile(mass, dimension), dimension + 2) / mass;
}

/** E min of K independent chi^2_d = integral of P(chi^2_d > r^2)^K 2 r dr, by Simpson's rule. */
export function leastChiSquareMean(candidates: number, degrees: number): number {
  // Where P(chi^2_d > r^2)^K has fallen to 1e-13.
  const end = Math.sqrt(chiSquareQuantile(-expm1(ln(1e-13) / candidates), degrees));
  const steps = 2000;
  const width = end / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const r = i * width;
    const beyond = 1 - chiSquareCdf(r * r, degrees);
    let power = 1;
    for (let k = 0; k < candidates; k++) power *= beyond;
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * power * 2 * r;
  }
  return (sum * width) / 3;
}
