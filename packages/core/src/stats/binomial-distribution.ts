/** Outcomes whose chance exceeds the observed one's by no more than this, relatively, count as equally likely. */
const TIE = 1e-7;

/**
 * Exact two-sided p-value of "each trial succeeds with this probability": the chance of all outcomes that are no likelier
 * than the observed one. Chances are built from their neighbours' outwards from the mode, so that nothing cancels; the
 * relative error is about the machine's precision times the number of outcomes that matter.
 *
 * @param successes integer from 0 to trials
 * @param trials positive integer; the cost is linear in the number of outcomes that are not utterly unlikely
 * @param probability strictly between 0 and 1
 * @returns 0 where the chance is below 1e-308 of the likeliest outcome's
 * @throws RangeError when an argument is out of range
 */
export function twoSidedBinomialP(successes: number, trials: number, probability: number): number {
  if (!Number.isInteger(trials) || trials < 1) throw new RangeError(`trials: expected a positive integer, found ${trials}`);
  if (!Number.isInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`successes: expected an integer from 0 to ${trials}, found ${successes}`);
  }
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability: expected a number between 0 and 1, found ${probability}`);
  }
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const above = chancesFrom(trials - mode, (i) => ((trials - mode - i) / (mode + i + 1)) * odds);
  const below = chancesFrom(mode, (i) => (mode - i) / (trials - mode + i + 1) / odds);
  const observed = (successes >= mode ? above[successes - mode] : below[mode - successes]) ?? 0;
  let total = 0;
  let unlikely = 0;
  // Of the mode itself only once; smallest chances first.
  for (const side of [above, below.slice(1)]) {
    for (let i = side.length - 1; i >= 0; i--) {
      total += side[i];
      if (side[i] <= observed * (1 + TIE)) unlikely += side[i];
    }
  }
  return Math.min(1, unlikely / total);
}

/** Chances relative to the mode's, from it outwards until they vanish. */
function chancesFrom(steps: number, ratio: (step: number) => number): number[] {
  const chances = [1];
  let chance = 1;
  for (let i = 0; i < steps && chance > 0; i++) {
    chance *= ratio(i);
    chances.push(chance);
  }
  return chances;
}
