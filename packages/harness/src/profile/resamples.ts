import { type Rng, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';

/** How often each replicate comes up in each resample: 2 kB of counts a replicate. */
export interface Resamples {
  readonly replicates: number;
  readonly resamples: number;
  /** counts[b * replicates + r]. */
  readonly counts: Uint16Array;
}

export const RESAMPLES = 999;

/**
 * Draws replicates with replacement, as many as there are, over and over. Whatever is computed from one such draw is resampled
 * together: metrics, generations and mitigations of one replicate depend on each other, for they share their real data.
 *
 * @throws RangeError when there are fewer than two replicates, which show no spread
 */
export function drawResamples(replicates: number, rng: Rng, resamples: number = RESAMPLES): Resamples {
  if (replicates < 2) throw new RangeError(`replicates: expected at least two, found ${replicates}`);
  const counts = new Uint16Array(resamples * replicates);
  for (let b = 0; b < resamples; b++) {
    const start = b * replicates;
    for (let i = 0; i < replicates; i++) counts[start + uniformInteger(rng, replicates)]++;
  }
  return { replicates, resamples, counts };
}

/** Resamples of so many replicates, always the same; undefined below two. */
export type ResamplesOf = (replicates: number) => Resamples | undefined;

/** One stream for all that is to be resampled together; drawn when first asked for. */
export function resamplesOnce(seed: number, purpose: string): ResamplesOf {
  const known = new Map<number, Resamples>();
  return (replicates) => {
    if (replicates < 2) return undefined;
    const drawn = known.get(replicates) ?? drawResamples(replicates, streamAt(streamKey(seed, purpose), 0));
    known.set(replicates, drawn);
    return drawn;
  };
}

/** The median of each resample: values are sorted once, and every resample walks to its middle. */
export function resampledMedians(values: readonly number[], drawn: Resamples): Float64Array {
  const { replicates, resamples, counts } = drawn;
  checkLength(values, drawn);
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const sorted = Float64Array.from(order, (i) => values[i]);
  const lower = (replicates - 1) >>> 1;
  const upper = replicates >>> 1;
  const medians = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    const start = b * replicates;
    let place = 0;
    let passed = counts[start + order[0]];
    while (passed <= lower) passed += counts[start + order[++place]];
    const low = sorted[place];
    while (passed <= upper) passed += counts[start + order[++place]];
    const high = sorted[place];
    // As the quantile of type 7 does, also where their sum would overflow.
    medians[b] = low === high ? low : high - (high - low) * 0.5;
  }
  return medians;
}

/** The mean of each resample. */
export function resampledMeans(values: readonly number[], drawn: Resamples): Float64Array {
  const { replicates, resamples, counts } = drawn;
  checkLength(values, drawn);
  const means = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let sum = 0;
    for (let i = 0; i < replicates; i++) sum += counts[b * replicates + i] * values[i];
    means[b] = sum / replicates;
  }
  return means;
}

function checkLength(values: readonly number[], { replicates }: Resamples): void {
  if (values.length !== replicates)
    throw new RangeError(`values: expected ${replicates}, one a replicate, found ${values.length}`);
}
