/** Points that one pass of a kernel works on: small enough that all its rows stay in the nearest cache. */
export const BLOCK = 256;

/** The mixture that EM is at, changed in place, and everything that an iteration needs room for. Allocated once a fit. */
export interface Workspace {
  readonly components: number;
  readonly dimension: number;
  /** Length k. */
  readonly weights: Float64Array;
  /** k*d. */
  readonly means: Float64Array;
  /** k*d*d, full storage whatever the type. */
  readonly covariances: Float64Array;
  /** `covariances` block by block. */
  readonly covarianceOf: readonly Float64Array[];
  /** k*d*d: L^-1 of each covariance L L', lower triangular (scikit-learn's `precisions_cholesky_`, transposed). */
  readonly inverseFactors: Float64Array;
  /** `inverseFactors` block by block. */
  readonly inverseFactorOf: readonly Float64Array[];
  /** ln w_j - ln det(L_j) - d/2 ln 2 pi of each component. */
  readonly logScales: Float64Array;
  /** k*BLOCK: row j holds component j's weighted log densities of a block's points, then its responsibilities. */
  readonly block: Float64Array;
  /** Sum of responsibilities r_j(x) of each component; length k. */
  readonly mass: Float64Array;
  /** Sum of r_j(x) (x - m_j) about the current means; k*d. */
  readonly first: Float64Array;
  /** Sum of r_j(x) (x - m_j)(x - m_j)', lower triangles; k*d*d. */
  readonly second: Float64Array;
  /** Length d. */
  readonly difference: Float64Array;
}

export function createWorkspace(components: number, dimension: number): Workspace {
  const square = dimension * dimension;
  const covariances = new Float64Array(components * square);
  const inverseFactors = new Float64Array(components * square);
  const blocks = (all: Float64Array) => Array.from({ length: components }, (_, j) => all.subarray(j * square, (j + 1) * square));
  return {
    components,
    dimension,
    weights: new Float64Array(components),
    means: new Float64Array(components * dimension),
    covariances,
    covarianceOf: blocks(covariances),
    inverseFactors,
    inverseFactorOf: blocks(inverseFactors),
    logScales: new Float64Array(components),
    block: new Float64Array(components * BLOCK),
    mass: new Float64Array(components),
    first: new Float64Array(components * dimension),
    second: new Float64Array(components * square),
    difference: new Float64Array(dimension),
  };
}
