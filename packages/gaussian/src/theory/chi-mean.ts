import { exp, ln } from '@collapse-bench/core';

/** Coefficients of ln[Gamma(x + 1/2) / (Gamma(x) sqrt(x))] in 1/x, 1/x^3, 1/x^5, ... (Tricomi and Erdelyi 1951). */
const LOG_RATIO = [-1 / 8, 1 / 192, -1 / 640, 17 / 14336, -31 / 18432, 691 / 180224];

/**
 * ln(E chi_nu / sqrt(nu)), the logarithm of c4(nu + 1) = sqrt(2/nu) Gamma((nu + 1)/2) / Gamma(nu/2): what taking the
 * square root of an unbiased variance costs the standard deviation. By recurrence up to nu >= 40 and then the asymptotic
 * series, so that it keeps full relative accuracy where differences of ln Gamma lose it (nu = 1e9).
 *
 * @param nu degrees of freedom, at least 1, or Infinity
 */
export function logChiMean(nu: number): number {
  let x = nu / 2;
  let product = 1;
  while (x < 20) {
    // g(x) = Gamma(x + 1/2)/(Gamma(x) sqrt x):  g(x) = g(x + 1) sqrt(x (x + 1)) / (x + 1/2).
    product *= Math.sqrt(x * (x + 1)) / (x + 0.5);
    x += 1;
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  let series = 0;
  for (let i = LOG_RATIO.length - 1; i >= 0; i--) series = series * square + LOG_RATIO[i];
  const tail = series * inverse;
  return product === 1 ? tail : tail + ln(product);
}

/** c4(nu + 1) = E chi_nu / sqrt(nu). */
export function chiMean(nu: number): number {
  return exp(logChiMean(nu));
}
