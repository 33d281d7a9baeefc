import { digamma, ln, trigamma } from '@collapse-bench/core';

export interface LogDeterminant {
  /** E ln(det S_k / det Sigma_0). */
  readonly mean: number;
  readonly variance: number;
}

/**
 * Law of ln det S_k under replacement: S' = lambda/(M - ddof) W with W ~ Wishart(M - 1, S), so that ln det S' - ln det S is
 * a sum of N independent ln chi^2_{M-j}, j = 1..N (Bartlett), plus N ln(lambda/(M - ddof)). Light-tailed at every k.
 *
 * @param sizes M_i, each at least N + 1
 * @returns undefined where a fit is singular (M_i <= N)
 */
export function logDeterminant(
  sizes: (index: number) => number,
  dimension: number,
  ddof: 0 | 1,
  bias: number,
  fits: number,
): LogDeterminant | undefined {
  let mean = (fits - 1) * dimension * ln(bias);
  let variance = 0;
  let last = Number.NaN;
  let drift = 0;
  let spread = 0;
  for (let index = 0; index < fits; index++) {
    const samples = sizes(index);
    if (samples !== last) {
      if (samples <= dimension || samples === Number.POSITIVE_INFINITY) return undefined;
      last = samples;
      drift = 0;
      spread = 0;
      for (let j = 1; j <= dimension; j++) {
        const half = (samples - j) / 2;
        drift += logChiSquareExcess(half) + ln((samples - j) / (samples - ddof));
        spread += trigamma(half);
      }
    }
    mean += drift;
    variance += spread;
  }
  return { mean, variance };
}

/** psi(x) - ln x, by its asymptotic series where the difference would lose digits. */
function logChiSquareExcess(x: number): number {
  if (x < 1000) return digamma(x) - ln(x);
  const square = 1 / (x * x);
  return -1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square / 252));
}
