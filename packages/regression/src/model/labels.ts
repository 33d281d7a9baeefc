import { fillNormal, normal, normalQuantile, type Rng, sampleWithoutReplacement } from '@collapse-bench/core';

/** Draws rows of N(0, diag(spectrum)): count * d, row-major. */
export function drawRows(count: number, spectrum: Float64Array, rng: Rng): Float64Array {
  const dimension = spectrum.length;
  const x = new Float64Array(count * dimension);
  fillNormal(rng, x);
  const scales = spectrum.map(Math.sqrt);
  for (let j = 0; j < dimension; j++) {
    if (scales[j] === 1) continue;
    for (let at = j; at < x.length; at += dimension) x[at] *= scales[j];
  }
  return x;
}

/**
 * `count` rows of a design of T: every row as often as count allows, the remainder being distinct rows drawn at random.
 *
 * @param design T * d, row-major
 */
export function repeatRows(design: Float64Array, dimension: number, count: number, rng: Rng): Float64Array {
  const rows = design.length / dimension;
  const x = new Float64Array(count * dimension);
  let end = 0;
  for (; end + design.length <= x.length; end += design.length) x.set(design, end);
  if (end === x.length) return x;
  for (const row of sampleWithoutReplacement(rng, rows, (x.length - end) / dimension)) {
    x.set(design.subarray(row * dimension, (row + 1) * dimension), end);
    end += dimension;
  }
  return x;
}

/**
 * X w + noise.
 *
 * @param topP the noise is drawn from the central interval of its law that holds this mass; 1: from all of it
 */
export function drawLabels(
  x: Float64Array,
  coefficients: Float64Array,
  noiseVariance: number,
  topP: number,
  rng: Rng,
): Float64Array {
  const dimension = coefficients.length;
  const y = new Float64Array(x.length / dimension);
  if (topP === 1) fillNormal(rng, y, 0, Math.sqrt(noiseVariance));
  else fillCentral(y, Math.sqrt(noiseVariance), normalQuantile((1 + topP) / 2), rng);
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += x[i * dimension + j] * coefficients[j];
    y[i] += sum;
  }
  return y;
}

/** N(0, deviation^2) within `edge` standard deviations, by rejection. */
function fillCentral(out: Float64Array, deviation: number, edge: number, rng: Rng): void {
  for (let i = 0; i < out.length; i++) {
    let deviate = normal(rng);
    while (Math.abs(deviate) > edge) deviate = normal(rng);
    out[i] = deviation * deviate;
  }
}
