import { exp, ln } from '../special.js';
import { entropicW2Squared } from './sinkhorn.js';
import { pointCount, squaredDistanceTile } from './squared-distances.js';

/** Mean relative error of the marginal; the value's error is its square. */
const TOLERANCE = 1e-9;
/** Every one halves the error at least, once it is small. */
const MAX_ITERATIONS = 1000;

/**
 * Sinkhorn divergence E(a, b) - (E(a, a) + E(b, b)) / 2 of the entropic distance E (Feydy et al. 1810.08278): 0 for equal
 * samples, unlike E itself; it goes to W2^2 as the regularisation goes to 0. Arguments, cost and errors as `entropicW2Squared`.
 *
 * @returns squared units of the data, or undefined when an iteration did not converge
 */
export function sinkhornDivergence(
  a: Float64Array,
  b: Float64Array,
  dimension: number,
  regularisation: number,
): number | undefined {
  const across = entropicW2Squared(a, b, dimension, regularisation);
  const withinA = entropicSelfW2Squared(a, dimension, regularisation);
  const withinB = entropicSelfW2Squared(b, dimension, regularisation);
  if (across === undefined || withinA === undefined || withinB === undefined) return undefined;
  return across - 0.5 * (withinA + withinB);
}

/**
 * The entropic distance of a sample from itself: both potentials are one, and averaging it with its update leaves at most
 * half of the error at each step (Feydy et al., section 3.1), where Sinkhorn's iterations would take a point far from all
 * others ages. In the log domain; O(n^2) exponentials a step, no n^2 memory.
 *
 * @returns squared units of the data, or undefined when 1000 steps are not enough
 */
export function entropicSelfW2Squared(points: Float64Array, dimension: number, regularisation: number): number | undefined {
  const n = pointCount('points', points, dimension);
  const potential = new Float64Array(n);
  const updated = new Float64Array(n);
  const row = new Float64Array(n);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let error = 0;
    let mass = 0;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      updated[i] = logUpdate(points, dimension, i, potential, regularisation, row);
      const marginal = exp((potential[i] - updated[i]) / regularisation);
      error += Math.abs(marginal - 1) / n;
      mass += marginal / n;
      sum += potential[i] / n;
    }
    if (error <= TOLERANCE) return 2 * sum - regularisation * (mass - 1);
    for (let i = 0; i < n; i++) potential[i] = 0.5 * (potential[i] + updated[i]);
  }
  return undefined;
}

/** -eps ln mean_j exp((f_j - C_ij) / eps). */
function logUpdate(
  points: Float64Array,
  dimension: number,
  i: number,
  potential: Float64Array,
  regularisation: number,
  row: Float64Array,
): number {
  const n = row.length;
  squaredDistanceTile(points, points, dimension, i, i + 1, 0, n, row);
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < n; j++) {
    row[j] = (potential[j] - row[j]) / regularisation;
    if (row[j] > largest) largest = row[j];
  }
  let sum = 0;
  for (let j = 0; j < n; j++) sum += exp(row[j] - largest);
  return -regularisation * (largest + ln(sum / n));
}
