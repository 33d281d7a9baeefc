import { uniform } from '../random/xoshiro128.js';
import { cospi, sinpi } from '../special.js';
import type { Shape } from './shape.js';

/** (b^3 - a^3)/(18 pi) for the angles from a = 3 pi/2 to b = 9 pi/2. */
const SPREAD = 4.875 * Math.PI * Math.PI;
const SIDE_MEAN = 2 / (3 * Math.PI);
const ACROSS = 1.5 * Math.PI - 2 * SIDE_MEAN;

/**
 * A sheet rolled up: (t cos t, h, t sin t) with t uniform on (3 pi/2, 9 pi/2) and the height h on (0, 21), scikit-learn's
 * `make_swiss_roll`.
 *
 * Moments by parts: E t cos t = 2, E t sin t = 2/(3 pi), E (t cos t)^2 = 39 pi^2/8 - 1/4, E (t sin t)^2 = 39 pi^2/8 + 1/4,
 * E t^2 sin t cos t = 3 pi/2.
 */
export const swissRoll: Shape = {
  dimension: 3,
  mean: [2, 10.5, SIDE_MEAN],
  covariance: [SPREAD - 0.25 - 4, 0, ACROSS, 0, 36.75, 0, ACROSS, 0, SPREAD + 0.25 - SIDE_MEAN * SIDE_MEAN],
  addDraws: (points, rng) => {
    for (let row = 0; row < points.length; row += 3) {
      const turn = 1.5 + 3 * uniform(rng);
      const radius = Math.PI * turn;
      points[row] += radius * cospi(turn);
      points[row + 1] += 21 * uniform(rng);
      points[row + 2] += radius * sinpi(turn);
    }
  },
};
