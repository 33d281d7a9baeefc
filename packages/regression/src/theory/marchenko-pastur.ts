import { cospi, sinpi } from '@collapse-bench/core';

/** Nodes of the quadrature: it converges geometrically for functions that are smooth on [0, infinity). */
const NODES = 400;

/**
 * E f(g) over the limiting law of the eigenvalues of X'X/T for T rows of d independent standard features, d/T -> ratio
 * (Marchenko and Pastur 1967), by Gauss-Chebyshev quadrature of the second kind. The density has a factor 1/g, and its
 * integral with the share 1 - 1/ratio of zeros (above 1) is 1: so f(0) is taken out, and no pole is left to integrate.
 *
 * @param ratio d/T, positive
 */
export function marchenkoPasturMean(ratio: number, f: (eigenvalue: number) => number): number {
  const half = 2 * Math.sqrt(ratio);
  const atZero = f(0);
  let sum = 0;
  for (let k = 1; k <= NODES; k++) {
    const angle = k / (NODES + 1);
    const sine = sinpi(angle);
    const eigenvalue = 1 + ratio + half * cospi(angle);
    sum += (sine * sine * (f(eigenvalue) - atZero)) / eigenvalue;
  }
  return atZero + (2 / (NODES + 1)) * sum;
}
