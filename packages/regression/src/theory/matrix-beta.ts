import { exp, gammaln, ln, log1p } from '@collapse-bench/core';

/**
 * How much of a squared error survives a fit to T rows of N(0, I), n of them labelled by the model that has the error and the
 * others truly: E |G^-1 G_s e|^2 / |e|^2 with G_s = X_s'X_s of the n rows and G of all.
 *
 * With G = L L' and U = L^-1 G_s L'^-1, a matrix beta variable free of G, it is E Tr(U A^-1 U A)/d for A = L'L. Invariance
 * gives E U_ij U_kl = a d_ij d_kl + b (d_ik d_jl + d_il d_jk); the two numbers follow from the second moments of the
 * Wishart matrix G_s, and E Tr A Tr A^-1 = d (d T - 2)/(T - d - 1).
 *
 * @param fraction of the rows that are real
 * @param counts fixed: T - round(fraction T) rows are generated; iid: a binomial number
 */
export function meanSquaredRetention(rows: number, dimension: number, fraction: number, counts: 'fixed' | 'iid'): number {
  if (counts === 'fixed') return retention(rows, dimension, rows - Math.round(fraction * rows));
  if (fraction <= 0 || fraction >= 1) return fraction <= 0 ? 1 : 0;
  let sum = 0;
  for (let generated = 0; generated <= rows; generated++) {
    sum += binomialProbability(rows, generated, 1 - fraction) * retention(rows, dimension, generated);
  }
  return sum;
}

function retention(rows: number, dimension: number, generated: number): number {
  // T^2 a + 2 T b = n^2 and T a + (T^2 + T) b = n.
  const b = (generated * rows - generated * generated) / (rows * (rows * rows + rows - 2));
  const a = (generated * generated - 2 * rows * b) / (rows * rows);
  return a + b + (b * (dimension * rows - 2)) / (rows - dimension - 1);
}

function binomialProbability(n: number, k: number, p: number): number {
  return exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) + k * ln(p) + (n - k) * log1p(-p));
}
