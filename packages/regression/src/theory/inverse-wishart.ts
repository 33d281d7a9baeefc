/** Moments of the inverse V = W^-1 of a Wishart matrix, weighted by a diagonal matrix S of positive entries. */
export interface InverseWishartTraces {
  /** E Tr(S V) = Tr S / (n - d - 1). */
  readonly trace: number;
  /** E (Tr S V)^2; infinite for n <= d + 3. */
  readonly traceSquared: number;
  /** E Tr (S V)^2; infinite for n <= d + 3. */
  readonly squareTrace: number;
}

/**
 * For W from Wishart_d(n, I): E V_ij V_kl = [(n - d - 2) d_ij d_kl + d_ik d_jl + d_il d_jk] / [(n-d)(n-d-1)(n-d-3)]
 * (von Rosen 1988).
 *
 * @param n degrees of freedom, at least d + 2
 * @param spectrum diagonal of S, length d
 */
export function inverseWishartTraces(n: number, spectrum: Float64Array): InverseWishartTraces {
  const d = spectrum.length;
  const sum = spectrum.reduce((total, s) => total + s, 0);
  const squares = spectrum.reduce((total, s) => total + s * s, 0);
  const trace = sum / (n - d - 1);
  if (n <= d + 3) return { trace, traceSquared: Number.POSITIVE_INFINITY, squareTrace: Number.POSITIVE_INFINITY };
  const divisor = (n - d) * (n - d - 1) * (n - d - 3);
  return {
    trace,
    traceSquared: ((n - d - 2) * sum * sum + 2 * squares) / divisor,
    squareTrace: (sum * sum + (n - d - 1) * squares) / divisor,
  };
}
