import type { Scorer } from '../contracts/scorer.js';
import type { PointSet } from '../real/point-set.js';
import type { RealTruth } from '../real/truth.js';
import { exp, ln } from '../special.js';
import { chiSquareQuantile } from '../stats/chi-square-distribution.js';
import { meanAndScatter } from '../stats/mean-and-scatter.js';
import { type NormalDensity, normalDensity } from './normal-density.js';

/** Mass of p0 in its right region: all but the outer 5%, as of the tails elsewhere. */
export const RIGHT_MASS = 0.95;

/** Judges that need no model. */
export type PointJudges = Pick<Scorer<PointSet, unknown>, 'reward' | 'correct' | 'detector'>;

/** A normal by maximum likelihood. */
function fitted({ points, count }: PointSet, dimension: number): NormalDensity {
  const { mean, scatter } = meanAndScatter(points, dimension);
  return normalDensity(
    mean,
    scatter.map((entry) => entry / count),
  );
}

/**
 * Judges of single points, given the real distribution:
 * - reward: ln p0(x). A stand-in for a human preference: people prefer what is typical of people.
 * - correct: whether the point lies in the central 95% of p0, an ellipsoid; of a mixture: of at least one component.
 * - detector: the likelihood ratio q/(p + q) of one normal fitted to the real and one to the generated data by maximum
 *   likelihood: a quadratic discriminant, with nothing random about it, that sees means and covariances and no other
 *   shape. Generated data without spread in some direction give themselves away (confidence 1); real data without spread
 *   leave nothing to compare (1/2).
 *
 * A real distribution whose density has no closed form has the detector alone.
 */
export function pointJudges({ dimension, components }: Pick<RealTruth, 'dimension' | 'components'>): PointJudges {
  const detector: PointJudges['detector'] = (real, generated) => {
    const p = fitted(real, dimension);
    const q = fitted(generated, dimension);
    return ({ points, count }) => {
      if (p.rank < dimension) return new Float64Array(count).fill(0.5);
      if (q.rank < dimension) return new Float64Array(count).fill(1);
      const underReal = p.squaredDistances(points);
      return q.squaredDistances(points).map((distance, i) => 1 / (1 + exp(p.logAt(underReal[i]) - q.logAt(distance))));
    };
  };
  if (components.length === 0) return { detector };
  const densities = components.map(({ mean, covariance }) => normalDensity(mean, covariance));
  const edge = chiSquareQuantile(RIGHT_MASS, dimension);
  return {
    reward: ({ points }) => {
      const logs = densities.map((density, c) => {
        const shift = ln(components[c].weight);
        return density.squaredDistances(points).map((distance) => shift + density.logAt(distance));
      });
      return logs[0].map((_, i) => logSum(logs.map((log) => log[i])));
    },
    correct: ({ points }) => {
      const distances = densities.map((density) => density.squaredDistances(points));
      return Uint8Array.from(distances[0], (_, i) => Number(distances.some((distance) => distance[i] <= edge)));
    },
    detector,
  };
}

/** ln sum e^x. */
function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (logs.length === 1 || largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + ln(logs.reduce((sum, log) => sum + exp(log - largest), 0));
}
