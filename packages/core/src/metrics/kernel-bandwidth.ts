import { medianDistance } from '../distances/squared-distances.js';

/** Points that the median is taken over: 124,750 distances give it to about a hundredth. */
const POINTS = 500;

/**
 * Median distance between real points, the bandwidth of the Gaussian kernels: from the real side alone, so that one kernel
 * judges all models. undefined where most real points coincide.
 *
 * @param real independent points; the first 500 are looked at
 */
export function kernelBandwidth(real: Float64Array, dimension: number): number | undefined {
  const bandwidth = medianDistance(real.subarray(0, POINTS * dimension), dimension);
  return bandwidth > 0 ? bandwidth : undefined;
}

export const noBandwidth = {
  status: 'undefined',
  reason: 'most of the real points coincide, so their median distance gives a kernel no width',
} as const;
