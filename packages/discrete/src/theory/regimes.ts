import { type Setting, scheduledSamples } from '@collapse-bench/core';
import { combine, draw, type InnerProductMoments, momentsOf } from './inner-product-moments.js';

/** A part of a training set: `size` samples from the distribution sum_k from[k] v_k. */
interface Part {
  readonly from: readonly number[];
  readonly size: number;
  /** Size of the data set that the part is drawn from without replacement; absent: fresh draws from the distribution. */
  readonly population?: number;
}

/** A part that is taken over whole: a sample of everything. */
function whole(from: readonly number[], size: number): Part {
  return { from, size, population: size };
}

/** Appends the empirical distribution of a training set put together from parts. */
function appendTrainingSet(moments: InnerProductMoments, parts: readonly Part[]): InnerProductMoments {
  const drawn = parts.filter(({ size }) => size > 0);
  const total = drawn.reduce((sum, { size }) => sum + size, 0);
  let current = moments;
  for (const { from, size, population } of drawn) {
    const padded = [...from, ...new Array<number>(current.vectors - from.length).fill(0)];
    current = draw(current, padded, size, population);
  }
  const kept = Array.from({ length: moments.vectors }, (_, row) => unit(row, current.vectors));
  const mixed = [...new Array<number>(moments.vectors).fill(0), ...drawn.map(({ size }) => size / total)];
  return combine(current, [...kept, mixed]);
}

function unit(index: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (i === index ? 1 : 0));
}

function select(moments: InnerProductMoments, ...indices: number[]): InnerProductMoments {
  return combine(
    moments,
    indices.map((index) => unit(index, moments.vectors)),
  );
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
  const firstKept = (real: InnerProductMoments) => select(firstFit(real, samples), 0, 1, 1);
  // Sets of M in the pool of an accumulating regime before generation's own output joins it.
  const pooledSets = (generation: number) => (mitigation.keepReal ? generation : generation - 1);
  const rounded = (share: unknown) => Math.round((share as number) * samples);

  switch (mitigation.id) {
    case 'replace':
      return { first, next: (m) => select(appendTrainingSet(m, [{ from: [0, 1], size: samples }]), 0, 2) };
    case 'grow-samples': {
      const size = (generation: number) => scheduledSamples(mitigation.schedule as 'linear', samples, generation);
      return {
        first,
        next: (m, generation) => select(appendTrainingSet(m, [{ from: [0, 1], size: size(generation) }]), 0, 2),
      };
    }
    case 'accumulate':
      return {
        first,
        next: (m, generation) => {
          const parts = [whole([0, 1], pooledSets(generation) * samples), { from: [0, 1], size: samples }];
          return select(appendTrainingSet(m, parts), 0, 2);
        },
      };
    case 'accumulate-subsample':
      // [p0, pool, p]
      return {
        first: firstKept,
        next: (m, generation) => {
          const parts = [whole([0, 1, 0], pooledSets(generation) * samples), { from: [0, 0, 1], size: samples }];
          const pooled = select(appendTrainingSet(m, parts), 0, 3);
          const population = mitigation.replacement ? Number.POSITIVE_INFINITY : (pooledSets(generation) + 1) * samples;
          return appendTrainingSet(pooled, [{ from: [0, 1], size: samples, population }]);
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
      return { first, next: (m) => select(appendTrainingSet(m, parts), 0, 2) };
    }
    case 'fixed-real': {
      // [p0, p1, p]
      const parts = [whole([0, 1, 0], samples), { from: [0, 0, 1], size: rounded(mitigation.ratio) }];
      return { first: firstKept, next: (m) => select(appendTrainingSet(m, parts), 0, 1, 3) };
    }
    case 'preserve-real': {
      const kept = rounded(mitigation.fraction);
      if (mitigation.redraw) {
        // [p0, p1, p]
        const parts = [
          { from: [0, 1, 0], size: kept, population: samples },
          { from: [0, 0, 1], size: samples - kept },
        ];
        return { first: firstKept, next: (m) => select(appendTrainingSet(m, parts), 0, 1, 3) };
      }
      if (kept === 0) return { first, next: (m) => select(appendTrainingSet(m, [{ from: [0, 1], size: samples }]), 0, 2) };
      // [p0, kept part, p]: the kept part of an iid sample is itself an iid sample.
      const refill = (m: InnerProductMoments, from: number[]) =>
        appendTrainingSet(m, [whole([0, 1], kept), { from, size: samples - kept }]);
      return {
        first: (real) => refill(draw(real, [1], kept), [1, 0]),
        next: (m) => select(refill(m, [0, 0, 1]), 0, 1, 3),
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
      return { first, next: (m) => select(appendTrainingSet(m, parts), 0, 2) };
    }
    default:
      return undefined;
  }
}

/**
 * Moments of [p0, ..., current fit] at a generation, exact for the multinomial model under every regime listed here.
 * Cost: O(states + generation).
 *
 * @param generation number of fits since the real data, 1 or more
 * @returns `undefined` for a regime without a closed form
 */
export function momentsAt(probabilities: Float64Array, setting: Setting, generation: number): InnerProductMoments | undefined {
  const regime = regimeOf(setting.mitigation, setting.samples);
  if (regime === undefined) return undefined;
  let moments = regime.first(momentsOf(probabilities));
  for (let g = 1; g < generation; g++) moments = regime.next(moments, g);
  return moments;
}
