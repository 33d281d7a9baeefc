import {
  cholesky,
  densestLevel,
  drawAbove,
  drawPower,
  type KnownDensity,
  ln,
  logDeterminantFromCholesky,
  type PointSet,
  pow,
  type Rng,
  type SampleRequest,
} from '@collapse-bench/core';
import { logDensity } from '../density/log-density.js';
import type { KdeParams } from '../params.js';
import { sampleKde } from './sample.js';

/** ln(2 pi). */
const LN_TWO_PI = 1.8378770664093456;

/**
 * `request.count` draws from an estimate as the request wants them:
 * - temperature: from p^(1/T) itself, by rejection from an estimate with T times the kernel;
 * - topP: from the region of highest density that holds this mass, its edge taken from 999 draws.
 *
 * Singular kernels have no density: then the kernel is tempered alone, and top-p leaves the tails.
 */
export function sampleAtRequest(params: KdeParams, { count, temperature = 1, topP = 1 }: SampleRequest, rng: Rng): PointSet {
  if (count === 0 || (temperature === 1 && topP === 1)) return sampleKde(params, count, rng);
  const dimension = params.mean.length;
  const { params: wide, logBound } = temperedKernels(params, temperature);
  const p = knownDensity(params);
  const q = temperature === 1 ? p : knownDensity(wide);
  if (p === undefined || q === undefined || logBound === undefined) return sampleKde(wide, count, rng);
  const draw = (n: number, from: Rng) =>
    temperature === 1 ? p.draw(n, from) : drawPower(n, dimension, p, 1 / temperature, q, logBound, from);
  if (topP === 1) return { count, points: draw(count, rng) };
  // The regions of highest density of p and of its powers are the same sets.
  const biased: KnownDensity = { draw, logDensity: p.logDensity };
  return { count, points: drawAbove(count, dimension, densestLevel(topP, biased, rng), biased, rng) };
}

/**
 * An estimate q that covers p^(1/T), and ln of a number B with p^(1/T) <= B q. With s = 1/T and a_i = w_i N(x_i, H),
 * a_i^s = w_i^s ((2 pi)^d |H|)^((1 - s)/2) T^(d/2) N(x_i, T H), and (sum a_i)^s <= sum a_i^s for s <= 1,
 * <= n^(s - 1) sum a_i^s for s >= 1 (concavity and convexity of x^s).
 */
function temperedKernels(params: KdeParams, temperature: number): { params: KdeParams; logBound: number | undefined } {
  const { weights, kernel, mean } = params;
  const dimension = mean.length;
  const count = params.points.length / dimension;
  const power = 1 / temperature;
  const powers = weights?.map((weight) => pow(weight, power));
  const total = powers === undefined ? pow(count, 1 - power) : powers.reduce((sum, value) => sum + value, 0);
  const wide: KdeParams = {
    ...params,
    kernel: kernel.map((entry) => temperature * entry),
    ...(powers && { weights: powers.map((value) => value / total) }),
  };
  const factor = new Float64Array(dimension * dimension);
  if (!cholesky(kernel, dimension, factor)) return { params: wide, logBound: undefined };
  const volume = dimension * LN_TWO_PI + logDeterminantFromCholesky(factor, dimension);
  const scale = 0.5 * (1 - power) * volume + 0.5 * dimension * ln(temperature);
  return { params: wide, logBound: scale + ln(total) + Math.max(0, power - 1) * ln(count) };
}

/** Undefined where the kernels are singular. */
function knownDensity(params: KdeParams): KnownDensity | undefined {
  const density = logDensity(params);
  if (density === undefined) return undefined;
  const dimension = params.mean.length;
  return {
    draw: (count, rng) => sampleKde(params, count, rng).points,
    logDensity: (points) =>
      Float64Array.from({ length: points.length / dimension }, (_, i) =>
        density(points.subarray(i * dimension, (i + 1) * dimension)),
      ),
  };
}
