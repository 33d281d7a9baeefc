/**
 * Moments of a fitted normal in N dimensions through traces: x = m - mu_0, S the fitted covariance, both in the data's
 * units. Enough for the means and variances of |x|^2 and Tr S.
 */
export interface TraceMoments {
  /** E Tr S. */
  readonly trace: number;
  /** E (Tr S)^2. */
  readonly traceSquared: number;
  /** E Tr S^2. */
  readonly traceOfSquare: number;
  /** E |x|^2. */
  readonly shift: number;
  /** E |x|^4. */
  readonly shiftSquared: number;
  /** E |x|^2 Tr S. */
  readonly shiftTrace: number;
  /** E x' S x. */
  readonly quadratic: number;
}

/**
 * One fit, given the model (x, S) whose samples it sees: x' = x + g S^(1/2) z + eps and
 * S' = [A S + lambda (W + r S^(1/2) z z' S^(1/2))] / B with z ~ N(0, I), W ~ Wishart(nu, S), eps of fixed length, mean zero
 * and covariance |eps|^2/N I, all independent. Only these combinations matter:
 */
export interface TraceStep {
  /** alpha = (A + lambda nu + lambda r)/B: E S' = alpha S. */
  readonly covariance: number;
  /** beta = lambda^2 (nu + r^2)/B^2: the spread of S'. */
  readonly spread: number;
  /** g^2: the covariance of x' - x is g^2 S. */
  readonly walk: number;
  /** kappa = lambda r/B: how x' and S' hang together. */
  readonly coupling: number;
  /** |eps|^2. */
  readonly noise: number;
}

/** A fit to M samples of the model: nu = M - 1, B = M - ddof, A = r = 0, g^2 = lambda/M. M may be Infinity. */
export function replaceStep(samples: number, ddof: 0 | 1, bias: number, noise: number): TraceStep {
  const divisor = samples - ddof;
  const covariance = samples === Number.POSITIVE_INFINITY ? bias : (bias * (samples - 1)) / divisor;
  return { covariance, spread: (bias * covariance) / divisor, walk: bias / samples, coupling: 0, noise };
}

/**
 * A fit to a pool of `pooled` samples, which the model was fitted to, and M new ones: A = n - ddof, nu = M - 1,
 * r = n/(n + M), B = n + M - ddof, g^2 = M/(n + M)^2, lambda = 1.
 */
export function accumulateStep(pooled: number, samples: number, ddof: 0 | 1): TraceStep {
  const total = pooled + samples;
  const divisor = total - ddof;
  const share = pooled / total;
  return {
    covariance: (pooled - ddof + samples - 1 + share) / divisor,
    spread: (samples - 1 + share * share) / (divisor * divisor),
    walk: samples / (total * total),
    coupling: share / divisor,
    noise: 0,
  };
}

/** The real distribution itself: x = 0, S = Sigma_0. */
export function realTraces(trace: number, traceOfSquare: number): TraceMoments {
  const traceSquared = trace * trace;
  return { trace, traceSquared, traceOfSquare, shift: 0, shiftSquared: 0, shiftTrace: 0, quadratic: 0 };
}

/**
 * The moments after one more fit. With t = Tr S, t2 = Tr S^2, and the moments of a Wishart matrix:
 * E (Tr S')^2 = alpha^2 t^2 + 2 beta t2, E Tr S'^2 = alpha^2 t2 + beta (t2 + t^2), and so on.
 */
export function traceStep(from: TraceMoments, step: TraceStep, dimension: number): TraceMoments {
  const { covariance: alpha, spread, walk, coupling, noise } = step;
  const { trace, traceSquared, traceOfSquare, shift, shiftSquared, shiftTrace, quadratic } = from;
  const noisePerAxis = noise / dimension;
  const stepSquared =
    walk * walk * (traceSquared + 2 * traceOfSquare) + (4 * noisePerAxis + 2 * noise) * walk * trace + noise * noise;
  return {
    trace: alpha * trace,
    traceSquared: alpha * alpha * traceSquared + 2 * spread * traceOfSquare,
    traceOfSquare: alpha * alpha * traceOfSquare + spread * (traceOfSquare + traceSquared),
    shift: shift + walk * trace + noise,
    shiftSquared: shiftSquared + (4 * noisePerAxis + 2 * noise) * shift + walk * (4 * quadratic + 2 * shiftTrace) + stepSquared,
    shiftTrace: alpha * (shiftTrace + noise * trace) + walk * (alpha * traceSquared + 2 * coupling * traceOfSquare),
    quadratic:
      alpha * (quadratic + noisePerAxis * trace) + walk * (alpha * traceOfSquare + coupling * (traceSquared + traceOfSquare)),
  };
}
