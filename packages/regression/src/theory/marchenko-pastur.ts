import { cospi, sinpi } from '@collapse-bench/core';

/** Nodes of the quadrature: it converges geometrically for functions that are smooth on [0, infinity). */
const NODES = 400;

/**
 * E f(g) over the limiting law of the eigenvalues of X'X/T for T rows of d independent standard features, d/T -> ratio
 * (Marchenko and Pastur 1967), by Gauss-Chebyshev quadrature of the second kind.
 *
 * @param ratio d/T, positive; above 1 a share 1 - 1/ratio of the eigenvalues is 0
 */
export function marchenkoPasturMean(ratio: number, f: (eigenvalue: number) => number): number {
  const half = 2 * Math.sqrt(ratio);
  let sum = ratio > 1 ? (1 - 1 / ratio) * f(0) : 0;
  for (let k = 1; k <= NODES; k++) {
    const angle = k / (NODES + 1);
    const sine = sinpi(angle);
    const eigenvalue = 1 + ratio + half * cospi(angle);
    sum += ((2 / (NODES + 1)) * sine * sine * f(eigenvalue)) / eigenvalue;
  }
  return sum;
}
