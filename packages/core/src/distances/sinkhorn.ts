import { exp, ln } from '../special.js';
import { pointCount, squaredDistanceTile } from './squared-distances.js';

/** Mean relative error of the second marginal at which the potentials count as found; the value's error is its square. */
const TOLERANCE = 1e-9;
const MAX_ITERATIONS = 10_000;

/** Scalings beyond this go into the potentials, in the log domain. */
const LARGE = 1e30;

interface Problem {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly n: number;
  readonly m: number;
  readonly dimension: number;
  readonly regularisation: number;
  /** Potentials f and g. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** exp((f_i + g_j - |a_i - b_j|^2) / regularisation), n * m. */
  readonly kernel: Float64Array;
  /** Scalings since the kernel was made: the potentials are f + regularisation ln u and g + regularisation ln v. */
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/**
 * Entropic squared 2-Wasserstein distance min <P, C> + regularisation KL(P || a x b) over couplings P of the two samples, with
 * C_ij = |a_i - b_j|^2 (Cuturi 2013). Sinkhorn's iterations on scalings of a kernel that already holds the potentials; where a
 * scaling grows beyond 1e30 it is absorbed and one step is done in the log domain (Schmitzer 2019, "Stabilized sparse scaling
 * algorithms", section 3), so a small regularisation costs iterations and never an overflow. n m memory, n m flops an
 * iteration: for up to about 2000 points.
 *
 * @param a Float64Array[n * dimension], row-major, finite
 * @param b Float64Array[m * dimension], finite
 * @param regularisation positive and finite, in squared units of the data
 * @returns squared units of the data, or undefined when 10,000 iterations do not bring the marginals within 1e-9
 * @throws RangeError when a length does not fit or the regularisation is not positive and finite
 */
export function entropicW2Squared(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  regularisation: number,
): number | undefined {
  const n = pointCount('a', a, dimension);
  const m = pointCount('b', b, dimension);
  if (!(regularisation > 0 && regularisation < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`regularisation: expected a positive finite number, found ${regularisation}`);
  }
  const problem: Problem = {
    a,
    b,
    n,
    m,
    dimension,
    regularisation,
    f: new Float64Array(n),
    g: new Float64Array(m),
    kernel: new Float64Array(n * m),
    u: new Float64Array(n).fill(1),
    v: new Float64Array(m).fill(1),
  };
  return iterate(problem)
    ? meanPotential(problem.f, problem.u, problem) + meanPotential(problem.g, problem.v, problem)
    : undefined;
}

/**
 * Sinkhorn divergence E(a, b) - (E(a, a) + E(b, b)) / 2 of the entropic distance E (Feydy et al. 1810.08278): 0 for equal
 * samples, unlike E itself; it goes to W2^2 as the regularisation goes to 0. Arguments, cost and errors as `entropicW2Squared`.
 *
 * @returns squared units of the data, or undefined when one of the three did not converge
 */
export function sinkhornDivergence(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  regularisation: number,
): number | undefined {
  const across = entropicW2Squared(a, b, dimension, regularisation);
  const withinA = entropicW2Squared(a, a, dimension, regularisation);
  const withinB = entropicW2Squared(b, b, dimension, regularisation);
  if (across === undefined || withinA === undefined || withinB === undefined) return undefined;
  return across - 0.5 * (withinA + withinB);
}

function iterate(problem: Problem): boolean {
  const { n, m, u, v } = problem;
  const before = new Float64Array(m);
  const sums = new Float64Array(Math.max(n, m));
  updateColumnsByLogs(problem);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    rowSums(problem, sums);
    if (!rescale(u, sums, m)) updateRowsByLogs(problem);
    before.set(v);
    columnSums(problem, sums);
    if (!rescale(v, sums, n)) {
      updateColumnsByLogs(problem);
      continue;
    }
    let error = 0;
    for (let j = 0; j < m; j++) error += Math.abs(before[j] / v[j] - 1);
    if (error <= TOLERANCE * m) return true;
  }
  return false;
}

/** scaling = count / sums, unless one of them would leave what is safe: then nothing is changed. */
function rescale(scaling: Float64Array, sums: Float64Array, count: number): boolean {
  for (let i = 0; i < scaling.length; i++) {
    const value = count / sums[i];
    if (!(value < LARGE && value > 1 / LARGE)) return false;
  }
  for (let i = 0; i < scaling.length; i++) scaling[i] = count / sums[i];
  return true;
}

function rowSums({ kernel, v, n, m }: Problem, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * m;
    let sum = 0;
    for (let j = 0; j < m; j++) sum += kernel[row + j] * v[j];
    out[i] = sum;
  }
}

function columnSums({ kernel, u, n, m }: Problem, out: Float64Array): void {
  out.fill(0);
  for (let i = 0; i < n; i++) {
    const row = i * m;
    const weight = u[i];
    for (let j = 0; j < m; j++) out[j] += kernel[row + j] * weight;
  }
}

/** f_i = -eps ln mean_j exp((g_j - C_ij) / eps), and the kernel that goes with it. */
function updateRowsByLogs(problem: Problem): void {
  const { a, b, n, m, dimension, regularisation, f, g, kernel } = problem;
  absorb(problem);
  for (let i = 0; i < n; i++) {
    const row = kernel.subarray(i * m, (i + 1) * m);
    squaredDistanceTile(a, b, dimension, i, i + 1, 0, m, row);
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < m; j++) {
      row[j] = (g[j] - row[j]) / regularisation;
      if (row[j] > largest) largest = row[j];
    }
    let sum = 0;
    for (let j = 0; j < m; j++) {
      row[j] = exp(row[j] - largest);
      sum += row[j];
    }
    for (let j = 0; j < m; j++) row[j] *= m / sum;
    f[i] = -regularisation * (largest + ln(sum / m));
  }
}

/** g_j = -eps ln mean_i exp((f_i - C_ij) / eps), and the kernel that goes with it. */
function updateColumnsByLogs(problem: Problem): void {
  const { a, b, n, m, dimension, regularisation, f, g, kernel } = problem;
  absorb(problem);
  const largest = new Float64Array(m).fill(Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(m);
  for (let i = 0; i < n; i++) {
    const row = kernel.subarray(i * m, (i + 1) * m);
    squaredDistanceTile(a, b, dimension, i, i + 1, 0, m, row);
    for (let j = 0; j < m; j++) {
      row[j] = (f[i] - row[j]) / regularisation;
      if (row[j] > largest[j]) largest[j] = row[j];
    }
  }
  for (let i = 0; i < n; i++) {
    const row = i * m;
    for (let j = 0; j < m; j++) {
      kernel[row + j] = exp(kernel[row + j] - largest[j]);
      sums[j] += kernel[row + j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) kernel[i * m + j] *= n / sums[j];
  for (let j = 0; j < m; j++) g[j] = -regularisation * (largest[j] + ln(sums[j] / n));
}

function absorb({ f, g, u, v, regularisation }: Problem): void {
  for (let i = 0; i < f.length; i++) f[i] += regularisation * ln(u[i]);
  for (let j = 0; j < g.length; j++) g[j] += regularisation * ln(v[j]);
  u.fill(1);
  v.fill(1);
}

function meanPotential(potential: Float64Array, scaling: Float64Array, { regularisation }: Problem): number {
  let sum = 0;
  for (let i = 0; i < potential.length; i++) sum += potential[i] + regularisation * ln(scaling[i]);
  return sum / potential.length;
}
