import { type Setting, scheduledSamples, walk, weightedSynthetic } from '@collapse-bench/core';
import { combine, draw, type InnerProductMoments, momentsOf } from './inner-product-moments.js';

/** A part of a training set: `size` samples from the distribution sum_k from[k] v_k. */
interface Part {
  readonly from: readonly number[];
  readonly size: number;
  /**
   * Size of the data set that the part is drawn from without replacement; absent: fresh draws from the distribution.
   * A part as large as its population is that data set itself.
   */
  readonly population?: number;
  /** What the part weighs in the fit, all parts together 1; absent: by its size. */
  readonly share?: number;
}

/** A part that is taken over whole. */
function whole(from: readonly number[], size: number): Part {
  return { from, size, population: size };
}

function padded(weights: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, i) => weights[i] ?? 0);
}

function unit(index: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (i === index ? 1 : 0));
}

/** The kept vectors, then the empirical distribution of a training set put together from parts. */
function trainOn(moments: InnerProductMoments, parts: readonly Part[], kept: readonly number[]): InnerProductMoments {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let current = moments;
  const mixed: number[] = new Array(moments.vectors).fill(0);
  for (const { from, size, population, share = size / total } of parts) {
    if (size === 0) continue;
    if (size === population) {
      from.forEach((weight, k) => {
        mixed[k] += weight * share;
      });
    } else {
      current = draw(current, padded(from, current.vectors), size, population);
      mixed.push(share);
    }
  }
  return combine(current, [...kept.map((index) => unit(index, current.vectors)), mixed]);
}

/** How the vectors evolve. Vector 0 is p0 and the last vector is the current fit, in every regime. */
interface Regime {
  /** Generation 1, from the moments of p0 alone. */
  readonly first: (real: InnerProductMoments) => InnerProductMoments;
  /** Generation `generation` + 1 from `generation`. */
  readonly next: (moments: InnerProductMoments, generation: number) => InnerProductMoments;
}

/** [p0, p1], where p1 is fitted to M real samples. */
function firstFit(real: InnerProductMoments, samples: number): InnerProductMoments {
  return draw(real, [1], samples);
}

function regimeOf(mitigation: Setting['mitigation'], samples: number): Regime | undefined {
  const first = (real: InnerProductMoments) => firstFit(real, samples);
  // [p0, p1, p] with p = p1.
  const firstKept = (real: InnerProductMoments) =>
    combine(firstFit(real, samples), [
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  // Sets of M in the pool of an accumulating regime before generation's own output joins it.
  const pooledSets = (generation: number) => (mitigation.keepReal ? generation : generation - 1);
  const rounded = (share: unknown) => Math.round((share as number) * samples);

  switch (mitigation.id) {
    case 'replace':
      return { first, next: (m) => trainOn(m, [{ from: [0, 1], size: samples }], [0]) };
    case 'grow-samples': {
      const size = (generation: number) => scheduledSamples(mitigation.schedule as 'linear', samples, generation);
      return {
        first,
        next: (m, generation) => trainOn(m, [{ from: [0, 1], size: size(generation) }], [0]),
      };
    }
    case 'accumulate':
      return {
        first,
        next: (m, generation) => {
          const parts = [whole([0, 1], pooledSets(generation) * samples), { from: [0, 1], size: samples }];
          return trainOn(m, parts, [0]);
        },
      };
    case 'accumulate-subsample':
      // [p0, pool, p]
      return {
        first: firstKept,
        next: (m, generation) => {
          const parts = [whole([0, 1, 0], pooledSets(generation) * samples), { from: [0, 0, 1], size: samples }];
          const pooled = trainOn(m, parts, [0]);
          const population = mitigation.replacement ? Number.POSITIVE_INFINITY : (pooledSets(generation) + 1) * samples;
          return trainOn(pooled, [{ from: [0, 1], size: samples, population }], [0, 1]);
        },
      };
    case 'fresh-real': {
      const fraction = mitigation.fraction as number;
      const real = rounded(fraction);
      const parts: Part[] =
        mitigation.counts === 'iid'
          ? [{ from: [fraction, 1 - fraction], size: samples }]
          : [
              { from: [1, 0], size: real },
              { from: [0, 1], size: samples - real },
            ];
      return { first, next: (m) => trainOn(m, parts, [0]) };
    }
    case 'fixed-real': {
      // [p0, p1, p]
      const parts = [whole([0, 1, 0], samples), { from: [0, 0, 1], size: rounded(mitigation.ratio) }];
      return { first: firstKept, next: (m) => trainOn(m, parts, [0, 1]) };
    }
    case 'weighted-real': {
      const weight = mitigation.weight as number;
      const synthetic = { size: weightedSynthetic(mitigation.ratio as number, samples), share: 1 - weight };
      if (mitigation.real === 'fresh') {
        const parts = [
          { from: [1, 0], size: samples, share: weight },
          { from: [0, 1], ...synthetic },
        ];
        return { first, next: (m) => trainOn(m, parts, [0]) };
      }
      // [p0, p1, p]
      const parts = [
        { ...whole([0, 1, 0], samples), share: weight },
        { from: [0, 0, 1], ...synthetic },
      ];
      return { first: firstKept, next: (m) => trainOn(m, parts, [0, 1]) };
    }
    case 'preserve-real': {
      const kept = rounded(mitigation.fraction);
      if (mitigation.redraw) {
        // [p0, p1, p]
        const parts = [
          { from: [0, 1, 0], size: kept, population: samples },
          { from: [0, 0, 1], size: samples - kept },
        ];
        return { first: firstKept, next: (m) => trainOn(m, parts, [0, 1]) };
      }
      if (kept === 0) return { first, next: (m) => trainOn(m, [{ from: [0, 1], size: samples }], [0]) };
      // [p0, kept part, p]: the kept part of an iid sample is itself an iid sample.
      const refill = (m: InnerProductMoments, from: number[]) =>
        trainOn(m, [whole([0, 1], kept), { from, size: samples - kept }], [0, 1]);
      return {
        first: (real) => refill(draw(real, [1], kept), [1, 0]),
        next: (m) => refill(m, [0, 0, 1]),
      };
    }
    case 'mixture': {
      const { previous, original } = mitigation as unknown as { previous: number; original: number };
      const reused = Math.round(previous * samples);
      const real = Math.min(Math.round((previous + original) * samples), samples) - reused;
      const parts = [
        { from: [0, 1], size: reused, population: samples },
        { from: [1, 0], size: real },
        { from: [0, 1], size: samples - reused - real },
      ];
      return { first, next: (m) => trainOn(m, parts, [0]) };
    }
    default:
      return undefined;
  }
}

/**
 * Moments of [p0, ..., current fit] by the generation, the number of fits since the real data; exact for the multinomial
 * model under every regime listed here. Cost: O(states + generation).
 *
 * @returns `undefined` for a regime without a closed form
 */
export function regimeMoments(
  probabilities: Float64Array,
  { mitigation, samples }: Setting,
): ((generation: number) => InnerProductMoments) | undefined {
  const regime = regimeOf(mitigation, samples);
  return regime && walk(regime.first(momentsOf(probabilities)), regime.next);
}
