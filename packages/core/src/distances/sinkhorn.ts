import { exp, ln } from '../special.js';
import { pointCount, squaredDistance, squaredDistanceTile } from './squared-distances.js';

/** Mean relative error of the second marginal at which the potentials count as found; the value's error is its square. */
const TOLERANCE = 1e-9;
/** The same on the way there, at larger regularisations. */
const ROUGH = 1e-2;
const MAX_ITERATIONS = 10_000;

/** Regularisations from one stage to the next. */
const STAGE = 4;

/** Iterations between two looks at how fast they converge. */
const LOOK = 20;
const MAX_RELAXATION = 1.98;

/** Scalings beyond this go into the potentials, in the log domain. */
const LARGE = 1e30;

interface Problem {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly n: number;
  readonly m: number;
  readonly dimension: number;
  regularisation: number;
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
 * C_ij = |a_i - b_j|^2 (Cuturi 2013). Sinkhorn's iterations on scalings of a kernel that already holds the potentials: where a
 * scaling grows beyond 1e30 it is absorbed and one step is done in the log domain, and the regularisation comes down in
 * stages (Schmitzer 2019, "Stabilized sparse scaling algorithms", section 3), so none is too small for a double. Iterations
 * are over-relaxed as their own speed tells (Lehmann et al. 2012.12562). The distance of the means is taken out first, which
 * changes the value by just its square. A point far from all others under a small regularisation can take more iterations
 * than there are. n m memory, 4 n m flops an iteration: for up to about 2000 points.
 *
 * @param a Float64Array[n * dimension], row-major, finite
 * @param b Float64Array[m * dimension], finite
 * @param regularisation positive and finite, in squared units of the data
 * @returns squared units of the data, or undefined when 10,000 iterations do not bring the marginals within 1e-9 of 1/m
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
  const [meanA, meanB] = [meanPoint(a, dimension, n), meanPoint(b, dimension, m)];
  const problem: Problem = {
    a: a.map((value, i) => value - meanA[i % dimension]),
    b: b.map((value, j) => value - meanB[j % dimension]),
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
  if (!solve(problem, regularisation)) return undefined;
  return (
    squaredDistance(meanA, 0, meanB, 0, dimension) +
    meanPotential(problem.f, problem.u, regularisation) +
    meanPotential(problem.g, problem.v, regularisation)
  );
}

function meanPoint(points: Float64Array, dimension: number, n: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < points.length; i++) mean[i % dimension] += points[i] / n;
  return mean;
}

/** Stage by stage from a regularisation at which everything is coupled with everything. */
function solve(problem: Problem, regularisation: number): boolean {
  const { a, b, n, m, dimension, kernel } = problem;
  squaredDistanceTile(a, b, dimension, 0, n, 0, m, kernel);
  let stage = kernel.reduce((most, square) => Math.max(most, square), regularisation);
  for (; stage > regularisation; stage /= STAGE) {
    absorb(problem);
    problem.regularisation = stage;
    iterate(problem, ROUGH);
  }
  absorb(problem);
  problem.regularisation = regularisation;
  return iterate(problem, TOLERANCE);
}

function iterate(problem: Problem, tolerance: number): boolean {
  const { n, m, u, v } = problem;
  const columns = new Float64Array(m);
  const rows = new Float64Array(n);
  updateColumnsByLogs(problem);
  let relaxation = 1;
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
    rowSums(problem, rows);
    if (!rescale(u, rows, m, relaxation)) {
      updateRowsByLogs(problem);
      relaxation = 1;
    }
    columnSums(problem, columns);
    let error = 0;
    for (let j = 0; j < m; j++) error += Math.abs((columns[j] * v[j]) / n - 1) / m;
    if (error <= tolerance) {
      // With the first marginal exact, the value is the mean of the potentials.
      rowSums(problem, rows);
      return rescale(u, rows, m, 1);
    }
    if (!rescale(v, columns, n, relaxation)) {
      updateColumnsByLogs(problem);
      relaxation = 1;
    }
    if (iteration % LOOK === 0) {
      relaxation = nextRelaxation(relaxation, error, before);
      before = error;
    }
  }
  return false;
}

/**
 * Young's optimal factor 2 / (1 + sqrt(1 - h)), h the convergence factor of plain iterations. With the factor w it shows in
 * that of relaxed ones, r, by (r + w - 1)^2 = r w^2 h for as long as r > w - 1.
 */
function nextRelaxation(relaxation: number, error: number, before: number): number {
  // A new factor stirs the error up for a while.
  if (!(error < before)) return error < 100 * before ? relaxation : 1;
  const ratio = before === Number.POSITIVE_INFINITY ? 0 : exp(ln(error / before) / LOOK);
  if (ratio <= relaxation - 1) return relaxation;
  const root = (ratio + relaxation - 1) / relaxation;
  const plain = (root * root) / ratio;
  return plain < 1 ? Math.min(MAX_RELAXATION, 2 / (1 + Math.sqrt(1 - plain))) : relaxation;
}

/**
 * scaling^(1 - relaxation) (count / sums)^relaxation, unless one of them would leave what is safe: then nothing is changed.
 */
function rescale(scaling: Float64Array, sums: Float64Array, count: number, relaxation: number): boolean {
  for (let i = 0; i < scaling.length; i++) {
    const value = count / sums[i];
    if (!(value < LARGE && value > 1 / LARGE)) return false;
  }
  for (let i = 0; i < scaling.length; i++) {
    const plain = count / sums[i];
    scaling[i] = relaxation === 1 ? plain : plain * exp((relaxation - 1) * ln(plain / scaling[i]));
  }
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

function meanPotential(potential: Float64Array, scaling: Float64Array, regularisation: number): number {
  let sum = 0;
  for (let i = 0; i < potential.length; i++) sum += potential[i] + regularisation * ln(scaling[i]);
  return sum / potential.length;
}
