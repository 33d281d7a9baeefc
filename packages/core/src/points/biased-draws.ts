import type { Rng } from '../random/rng.js';
import { uniform } from '../random/xoshiro128.js';
import { ln } from '../special.js';

/** A distribution that can be drawn from and whose density is known. */
export interface KnownDensity {
  /** count * dimension, row-major; independent up to the order. */
  draw(count: number, rng: Rng): Float64Array;
  /** ln of the density at each point, in nats. */
  logDensity(points: Float64Array): Float64Array;
}

/** Number of draws, with one more, that a level is taken from. */
const PILOT = 1000;

/**
 * `count` draws from p^power, renormalised, by rejection from a proposal q: a draw stands with probability
 * p^power / (e^logBound q). A whole batch is judged before the next is drawn, so that the order within it does not matter.
 *
 * @param logBound ln of a number B with p^power <= B q everywhere
 * @returns count * dimension, row-major; independent up to the order
 * @throws RangeError where a density is not a number
 */
export function drawPower(
  count: number,
  dimension: number,
  p: Pick<KnownDensity, 'logDensity'>,
  power: number,
  q: KnownDensity,
  logBound: number,
  rng: Rng,
): Float64Array {
  return drawAccepted(count, dimension, q, rng, (points) => {
    const proposal = q.logDensity(points);
    return p.logDensity(points).map((log, i) => power * log - proposal[i] - logBound);
  });
}

/**
 * The t for which {ln p >= t} is the smallest region of this mass (a region of highest density): an order statistic of ln p at
 * 999 draws, one of two neighbours by chance, so that the region's mass is `mass` on average, with a standard error of
 * sqrt(mass (1 - mass)/1000).
 *
 * @param mass in (0, 1]; 1: everything, -Infinity
 */
export function densestLevel(mass: number, p: KnownDensity, rng: Rng): number {
  const logs = p.logDensity(p.draw(PILOT - 1, rng)).sort();
  const below = Math.floor((1 - mass) * PILOT + uniform(rng));
  return below === 0 ? Number.NEGATIVE_INFINITY : logs[Math.min(below, PILOT - 1) - 1];
}

/** `count` draws from p where ln p is at least `level`; as drawPower otherwise. */
export function drawAbove(count: number, dimension: number, level: number, p: KnownDensity, rng: Rng): Float64Array {
  return drawAccepted(count, dimension, p, rng, (points) =>
    p.logDensity(points).map((log) => (log >= level ? 0 : log < level ? Number.NEGATIVE_INFINITY : Number.NaN)),
  );
}

function drawAccepted(
  count: number,
  dimension: number,
  { draw }: Pick<KnownDensity, 'draw'>,
  rng: Rng,
  logChances: (points: Float64Array) => Float64Array,
): Float64Array {
  const out = new Float64Array(count * dimension);
  let filled = 0;
  while (filled < out.length) {
    const batch = draw((out.length - filled) / dimension, rng);
    const chances = logChances(batch);
    for (let i = 0; i < chances.length; i++) {
      if (Number.isNaN(chances[i])) throw new RangeError(`expected a density at every draw, found none at draw ${i}`);
      if (chances[i] < 0 && !(ln(uniform(rng)) < chances[i])) continue;
      for (let j = 0; j < dimension; j++) out[filled++] = batch[i * dimension + j];
    }
  }
  return out;
}
