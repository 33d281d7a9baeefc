import { normalQuantile } from './normal-distribution.js';

export interface ProportionInterval {
  /** successes / trials; need not be the middle. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's (1927) score interval for a proportion, without continuity correction: all p for which the observed fraction is
 * less than z standard errors, as of p, away. With f the fraction, n the trials, z the normal quantile of (1 + level) / 2:
 *
 *     (f + z^2/2n +- z sqrt(f(1-f)/n + z^2/4n^2)) / (1 + z^2/n)
 *
 * @param successes integer from 0 to trials
 * @param trials positive integer
 * @param level coverage, e.g. 0.95; strictly between 0 and 1
 * @throws RangeError when an argument is out of range
 */
export function wilsonInterval(successes: number, trials: number, level: number): ProportionInterval {
  if (!Number.isInteger(trials) || trials < 1) throw new RangeError(`trials: expected a positive integer, found ${trials}`);
  if (!Number.isInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`successes: expected an integer from 0 to ${trials}, found ${successes}`);
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`level: expected a number between 0 and 1, found ${level}`);
  const z = -normalQuantile((1 - level) / 2);
  // In counts instead of fractions. For no success half and spread are equal to the last bit.
  const half = (z * z) / 2;
  const spread = z * Math.sqrt((successes * (trials - successes)) / trials + (z * z) / 4);
  const total = trials + z * z;
  return {
    estimate: successes / trials,
    low: (successes + half - spread) / total,
    high: successes === trials ? 1 : (successes + half + spread) / total,
  };
}
