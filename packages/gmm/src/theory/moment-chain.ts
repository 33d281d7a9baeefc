import type { CovarianceType } from '../options.js';

/**
 * Moments of a refitted mixture through traces: x = m - mu_0 and S the mean and covariance of the whole fitted mixture, in the
 * data's units.
 */
export interface MomentChain {
  /** E Tr S. */
  readonly trace: number;
  /** E |x|^2. */
  readonly shift: number;
}

/** What more is known where every model is one normal; enough for the variances. */
export interface NormalMomentChain extends MomentChain {
  /** E (Tr S)^2. */
  readonly traceSquared: number;
  /** E Tr S^2. */
  readonly traceOfSquare: number;
  /** E of the squared diagonal of S. */
  readonly diagonalSquared: number;
  /** E |x|^4. */
  readonly shiftSquared: number;
  /** E |x|^2 Tr S. */
  readonly shiftTrace: number;
  /** E x' S x. */
  readonly quadratic: number;
}

/**
 * One fit to M samples of the last model. An M step keeps the mean and, with the variances added to its diagonal, the total
 * covariance of the sample, however many components there are: sum_j w_j (S_j + m_j m_j') = sum x x' / M + regCovar I. (Axis-
 * parallel and spherical components keep its trace.) So E Tr S' = (1 - 1/M) E Tr S + d regCovar and
 * E |x'|^2 = E |x|^2 + E Tr S / M, for every k and whatever the responsibilities.
 */
export function momentStep({ trace, shift }: MomentChain, samples: number, regCovar: number, dimension: number): MomentChain {
  return { trace: ((samples - 1) / samples) * trace + dimension * regCovar, shift: shift + trace / samples };
}

/**
 * One real normal: x = 0, S = Sigma_0.
 *
 * @param covariance Sigma_0, d*d
 */
export function realNormalChain(covariance: Float64Array, dimension: number): NormalMomentChain {
  let total = 0;
  let diagonalSquared = 0;
  for (let at = 0; at < covariance.length; at += dimension + 1) {
    total += covariance[at];
    diagonalSquared += covariance[at] * covariance[at];
  }
  return {
    trace: total,
    shift: 0,
    traceSquared: total * total,
    traceOfSquare: covariance.reduce((sum, entry) => sum + entry * entry, 0),
    diagonalSquared,
    shiftSquared: 0,
    shiftTrace: 0,
    quadratic: 0,
  };
}

/**
 * The same with second moments, for one component: the sample covariance is W/M with W ~ Wishart(M - 1, S), independent of the
 * sample mean. With a = (M-1)/M, b = (M-1)/M^2: E (Tr W/M)^2 = a^2 t^2 + 2 b t2, E Tr (W/M)^2 = a^2 t2 + b (t2 + t^2),
 * and each squared diagonal entry grows by a^2 + 2 b.
 */
export function normalMomentStep(
  from: NormalMomentChain,
  covariance: CovarianceType,
  samples: number,
  regCovar: number,
  dimension: number,
): NormalMomentChain {
  const { trace, traceSquared, traceOfSquare, diagonalSquared, shiftSquared, shiftTrace, quadratic } = from;
  const a = (samples - 1) / samples;
  const b = a / samples;
  const walk = 1 / samples;
  const added = dimension * regCovar;
  const next = momentStep(from, samples, regCovar, dimension);
  const squared = a * a * traceSquared + 2 * b * traceOfSquare + 2 * added * a * trace + added * added;
  // What regCovar adds to the sum of squared eigenvalues, or of squared diagonal entries.
  const lifted = 2 * regCovar * a * trace + regCovar * added;
  const diagonal = covariance === 'spherical' ? squared / dimension : (a * a + 2 * b) * diagonalSquared + lifted;
  const whole = a * a * traceOfSquare + b * (traceOfSquare + traceSquared) + lifted;
  const shiftAndTrace = a * (shiftTrace + walk * traceSquared) + added * next.shift;
  const free = covariance === 'full' || covariance === 'tied';
  return {
    ...next,
    traceSquared: squared,
    traceOfSquare: free ? whole : diagonal,
    diagonalSquared: diagonal,
    shiftSquared: shiftSquared + walk * (4 * quadratic + 2 * shiftTrace) + walk * walk * (traceSquared + 2 * traceOfSquare),
    shiftTrace: shiftAndTrace,
    quadratic: quadraticAfter(),
  };

  function quadraticAfter(): number {
    if (covariance === 'spherical') return shiftAndTrace / dimension;
    return a * (quadratic + walk * (free ? traceOfSquare : diagonalSquared)) + regCovar * next.shift;
  }
}
