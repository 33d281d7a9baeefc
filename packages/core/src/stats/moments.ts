/**
 * Central moments of a sample as plain data: what has been seen can be stored, sent and merged.
 * `m2`, `m3`, `m4` are the sums of (x - mean)^2, ^3, ^4 over the samples, not divided by their number.
 */
export interface Moments {
  count: number;
  mean: number;
  m2: number;
  m3: number;
  m4: number;
}

/** The moments of no samples: the neutral element of `mergeMoments`. */
export function emptyMoments(): Moments {
  return { count: 0, mean: 0, m2: 0, m3: 0, m4: 0 };
}

/** Adds one sample to `out` (Pebay 2008, "Formulas for robust, one-pass parallel computation of covariances", section 3). */
export function addSample(out: Moments, value: number): void {
  const before = out.count;
  const count = before + 1;
  const delta = value - out.mean;
  const step = delta / count;
  const squaredStep = step * step;
  const term = delta * step * before;
  out.count = count;
  out.mean += step;
  out.m4 += term * squaredStep * (count * count - 3 * count + 3) + 6 * squaredStep * out.m2 - 4 * step * out.m3;
  out.m3 += term * step * (count - 2) - 3 * step * out.m2;
  out.m2 += term;
}

/** The moments of both samples together (Chan, Golub and LeVeque 1979 for m2; Pebay 2008 for m3 and m4). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return { ...b };
  if (b.count === 0) return { ...a };
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  const [shareA, shareB] = [a.count / count, b.count / count];
  const cross = delta * delta * shareA * b.count;
  return {
    count,
    mean: a.mean + delta * shareB,
    m2: a.m2 + b.m2 + cross,
    m3: a.m3 + b.m3 + cross * delta * (shareA - shareB) + 3 * delta * (shareA * b.m2 - shareB * a.m2),
    m4:
      a.m4 +
      b.m4 +
      cross * delta * delta * (shareA * shareA - shareA * shareB + shareB * shareB) +
      6 * delta * delta * (shareA * shareA * b.m2 + shareB * shareB * a.m2) +
      4 * delta * (shareA * b.m3 - shareB * a.m3),
  };
}

/** Values summed at a time: few enough to stay in the first-level cache for the second pass. */
const BLOCK = 1024;

/**
 * The moments of all values, two passes over cache-sized blocks; more accurate than `addSample` over all of them. The
 * first value is subtracted from all while summing, so that a common offset costs no digits.
 * No values give `emptyMoments()`.
 */
export function momentsOf(values: Float64Array): Moments {
  let total = emptyMoments();
  for (let start = 0; start < values.length; start += BLOCK) {
    total = mergeMoments(total, momentsOfBlock(values, start, Math.min(start + BLOCK, values.length)));
  }
  if (total.count > 0) total.mean += values[0];
  return total;
}

/** Moments of values[start..end] minus values[0]. */
function momentsOfBlock(values: Float64Array, start: number, end: number): Moments {
  const count = end - start;
  const origin = values[0];
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] - origin;
  const mean = sum / count;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = start; i < end; i++) {
    const deviation = values[i] - origin - mean;
    const square = deviation * deviation;
    m2 += square;
    m3 += square * deviation;
    m4 += square * square;
  }
  return { count, mean, m2, m3, m4 };
}

/**
 * Variance m2 / (count - ddof).
 *
 * @param ddof 1 for the unbiased estimate, 0 for maximum likelihood
 * @throws RangeError when count <= ddof
 */
export function variance(moments: Moments, ddof: 0 | 1): number {
  if (moments.count <= ddof) throw new RangeError(`expected more than ${ddof} samples, found ${moments.count}`);
  return moments.m2 / (moments.count - ddof);
}

/**
 * Skewness m3 / m2^(3/2) sqrt(count), the plain moment ratio g1.
 *
 * @throws RangeError when all samples are equal or there are none
 */
export function skewness(moments: Moments): number {
  requireSpread(moments);
  return (Math.sqrt(moments.count) * moments.m3) / (moments.m2 * Math.sqrt(moments.m2));
}

/**
 * Excess kurtosis count m4 / m2^2 - 3, the plain moment ratio g2; 0 for a normal distribution.
 *
 * @throws RangeError when all samples are equal or there are none
 */
export function excessKurtosis(moments: Moments): number {
  requireSpread(moments);
  return (moments.count * moments.m4) / (moments.m2 * moments.m2) - 3;
}

function requireSpread(moments: Moments): void {
  if (!(moments.m2 > 0)) throw new RangeError(`expected samples that differ, found ${moments.count} with m2 = ${moments.m2}`);
}
