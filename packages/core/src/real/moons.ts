import { uniform } from '../random/xoshiro128.js';
import { cospi, sinpi } from '../special.js';
import type { Shape } from './shape.js';

const ACROSS = 1 / 8 - 1 / Math.PI;

/**
 * Two interleaving half circles of radius 1, with equal chances and the angle t uniform on (0, pi): the outer one
 * (cos t, sin t), the inner one (1 - cos t, 1/2 - sin t). What scikit-learn's `make_moons` puts on an even grid of angles is
 * drawn independently here.
 *
 * Moments from E cos t = E sin t cos t = 0, E sin t = 2/pi, E cos^2 t = E sin^2 t = 1/2 on either moon and the moons' means
 * (0, 2/pi) and (1, 1/2 - 2/pi).
 */
export const moons: Shape = {
  dimension: 2,
  mean: [1 / 2, 1 / 4],
  covariance: [3 / 4, ACROSS, ACROSS, 9 / 16 - 1 / Math.PI],
  addDraws: (points, rng) => {
    for (let row = 0; row < points.length; row += 2) {
      // One number is both the moon, its whole part, and the angle.
      const turn = 2 * uniform(rng);
      const inner = turn >= 1;
      const cosine = cospi(inner ? turn - 1 : turn);
      const sine = sinpi(inner ? turn - 1 : turn);
      points[row] += inner ? 1 - cosine : cosine;
      points[row + 1] += inner ? 0.5 - sine : sine;
    }
  },
};
