import type { CovarianceType } from '../options.js';
import type { Workspace } from './workspace.js';

/** What scikit-learn adds to each component's mass, so that an empty one divides by no zero. */
export const LEAST_MASS = 10 * Number.EPSILON;

/**
 * The M step, from the sums about the current means to new weights, means and covariances: with n_j = mass_j + 10 * 2^-52,
 * m_j = sum r_j x / n_j, scatter C_j = sum r_j (x - m_j)(x - m_j)', and `regCovar` added to every variance,
 * - full: C_j / n_j;
 * - tied: sum_j C_j / sum_j n_j;
 * - diagonal: the diagonal of C_j / n_j;
 * - spherical: its mean.
 *
 * These are scikit-learn's estimators. It takes the last three as differences, sum r x^2 / n - m^2, which is the same but for
 * the digits that far-out means cost there.
 *
 * @param total what the masses are divided by for the weights; absent: their own sum
 */
export function maximise(workspace: Workspace, covariance: CovarianceType, regCovar: number, total?: number): void {
  const { components, dimension, weights, means, covariances, mass, first, second } = workspace;
  let masses = 0;
  for (let component = 0; component < components; component++) {
    const held = mass[component];
    const n = held + LEAST_MASS;
    // Towards the origin, as scikit-learn has it. For whole samples it is below rounding, where it would only blur a point.
    const pull = held < 1 ? LEAST_MASS : 0;
    masses += n;
    weights[component] = n;
    const mean = component * dimension;
    const square = component * dimension * dimension;
    for (let a = 0; a < dimension; a++) {
      // m' - m = (sum r (x - m) - (n - mass) m) / n
      const shift = (first[mean + a] - pull * means[mean + a]) / n;
      for (let b = 0; b <= a; b++) {
        const shiftB = b === a ? shift : workspace.difference[b];
        const about = second[square + a * dimension + b] - first[mean + a] * shiftB - first[mean + b] * shift;
        covariances[square + a * dimension + b] = about + held * shift * shiftB;
      }
      workspace.difference[a] = shift;
    }
    for (let a = 0; a < dimension; a++) means[mean + a] += workspace.difference[a];
  }
  const whole = total ?? masses;
  for (let component = 0; component < components; component++) weights[component] /= whole;
  if (covariance === 'full') full(workspace, regCovar);
  else if (covariance === 'tied') tied(workspace, regCovar, masses);
  else diagonal(workspace, regCovar, covariance === 'spherical');
}

function full({ components, dimension, covariances, mass }: Workspace, regCovar: number): void {
  for (let component = 0; component < components; component++) {
    const n = mass[component] + LEAST_MASS;
    const square = component * dimension * dimension;
    for (let a = 0; a < dimension; a++) {
      for (let b = 0; b < a; b++) {
        const entry = covariances[square + a * dimension + b] / n;
        covariances[square + a * dimension + b] = entry;
        covariances[square + b * dimension + a] = entry;
      }
      const at = square + a * dimension + a;
      // A sum of squares, so rounding alone makes it negative.
      covariances[at] = Math.max(0, covariances[at]) / n + regCovar;
    }
  }
}

function tied({ components, dimension, covariances }: Workspace, regCovar: number, masses: number): void {
  const size = dimension * dimension;
  for (let a = 0; a < dimension; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let component = 0; component < components; component++) {
        sum += covariances[component * size + a * dimension + b];
      }
      const entry = a === b ? Math.max(0, sum) / masses + regCovar : sum / masses;
      for (let component = 0; component < components; component++) {
        covariances[component * size + a * dimension + b] = entry;
        covariances[component * size + b * dimension + a] = entry;
      }
    }
  }
}

function diagonal({ components, dimension, covariances, mass }: Workspace, regCovar: number, spherical: boolean): void {
  for (let component = 0; component < components; component++) {
    const n = mass[component] + LEAST_MASS;
    const square = component * dimension * dimension;
    let sum = 0;
    for (let a = 0; a < dimension; a++) {
      const at = square + a * dimension + a;
      const variance = Math.max(0, covariances[at]) / n + regCovar;
      for (let b = 0; b < a; b++) {
        covariances[square + a * dimension + b] = 0;
        covariances[square + b * dimension + a] = 0;
      }
      covariances[at] = variance;
      sum += variance;
    }
    if (!spherical) continue;
    for (let a = 0; a < dimension; a++) covariances[square + a * dimension + a] = sum / dimension;
  }
}
