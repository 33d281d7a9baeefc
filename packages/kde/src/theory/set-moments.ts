import { kernelRule } from '../model/bandwidth.js';
import type { KdeSetting } from './setting.js';

/** Second moments of a data set around the real mean, in expectation over everything that led to it. */
export interface SetMoments {
  readonly size: number;
  /** E |a|^2 of the set's mean a, the real mean being 0. */
  readonly shift: number;
  /** E Tr B, where B is the set's covariance divided by its size. */
  readonly spread: number;
}

/** E Tr V of the estimate fitted to a set: V = B + factor^2 B n/(n - 1) + h^2 I. */
export function modelVariance({ system }: KdeSetting, { size, spread }: SetMoments): number {
  const { factorSquared, fixedVariance } = kernelRule(system.bandwidth, size, system.dimension);
  const smoothed = factorSquared > 0 ? spread * (1 + (factorSquared * size) / (size - 1)) : spread;
  return smoothed + system.dimension * fixedVariance;
}

/** `count` independent draws from a distribution whose own mean and covariance may be random. */
export function drawn(count: number, variance: number, shift: number): SetMoments {
  return { size: count, shift: shift + variance / count, spread: variance * (1 - 1 / count) };
}

/** A uniformly random subset. */
export function subset({ size, shift, spread }: SetMoments, count: number, replacement: boolean): SetMoments {
  if (count === size && !replacement) return { size, shift, spread };
  if (replacement) return drawn(count, spread, shift);
  const unbiased = (spread * size) / (size - 1);
  return { size: count, shift: shift + (unbiased / count) * (1 - count / size), spread: unbiased * (1 - 1 / count) };
}

/**
 * Several sets joined: the second moments around the real mean add up by their sizes, and what the joint mean does not
 * explain of them is the joint spread.
 *
 * @param parts empty ones are left out
 * @param product E a_i . a_j of the means of two different parts
 */
export function joined(parts: readonly SetMoments[], product: (i: number, j: number) => number): SetMoments {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  let shift = 0;
  let second = 0;
  parts.forEach((part, i) => {
    if (part.size === 0) return;
    const share = part.size / size;
    second += share * (part.spread + part.shift);
    shift += share * share * part.shift;
    for (let j = 0; j < i; j++) {
      if (parts[j].size > 0) shift += 2 * share * (parts[j].size / size) * product(i, j);
    }
  });
  return { size, shift, spread: second - shift };
}
