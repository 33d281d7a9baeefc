import { uniform } from '../random/xoshiro128.js';
import { cospi, sinpi } from '../special.js';
import type { Shape } from './shape.js';

/**
 * Two circles around the origin, of radius 1 and `factor`, with equal chances and the angle uniform. What scikit-learn's
 * `make_circles` puts on an even grid of angles is drawn independently here. Each coordinate has variance
 * (1 + factor^2)/4, and they are uncorrelated.
 */
export function circles(factor: number): Shape {
  const variance = (1 + factor * factor) / 4;
  return {
    dimension: 2,
    mean: [0, 0],
    covariance: [variance, 0, 0, variance],
    addDraws: (points, rng) => {
      for (let row = 0; row < points.length; row += 2) {
        // One number is both the circle and, below 2, the angle in units of pi.
        const turn = 4 * uniform(rng);
        const radius = turn < 2 ? 1 : factor;
        const angle = turn < 2 ? turn : turn - 2;
        points[row] += radius * cospi(angle);
        points[row + 1] += radius * sinpi(angle);
      }
    },
  };
}
