import type { Rng } from '../random/rng.js';
import { circles } from './circles.js';
import type { RealDistribution, RealShape } from './distribution.js';
import { moons } from './moons.js';
import { swissRoll } from './swiss-roll.js';

/** A law on a curve or a surface, before any noise. */
export interface Shape {
  readonly dimension: number;
  /** Length d, in closed form. */
  readonly mean: readonly number[];
  /** d*d, row-major, in closed form. */
  readonly covariance: readonly number[];
  /** Adds an independent draw to each of the points, n*d. */
  addDraws(points: Float64Array, rng: Rng): void;
}

export function isShape(real: RealDistribution): real is RealShape {
  return real.kind !== 'normal' && real.kind !== 'mixture';
}

export function shapeOf(real: RealShape): Shape {
  switch (real.kind) {
    case 'moons':
      return moons;
    case 'circles':
      return circles(real.factor);
    case 'swiss-roll':
      return swissRoll;
  }
}
