import type { Problem } from '@collapse-bench/core';
import { supportSize } from './metrics/support.js';
import type { RealOptions } from './options.js';
import { realDistribution } from './real/real-distribution.js';
import type { DiscreteSetting } from './theory/setting.js';

/** How far from 1 given probabilities and weights may sum: rounding of decimals, not a forgotten state. */
const SUM_TOLERANCE = 1e-9;
/** Points take 4 bytes each, and a pool keeps every generation's. */
const MOST_POINTS = 1e8;
/** Counts stay whole numbers below 2^53, whatever the pool or the schedule adds up to. */
const MOST_COUNTED = 1e12;

function sumProblem(values: readonly number[], pointer: string, what: string): Problem[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return [];
  return [
    {
      pointer,
      expected: `${what} that add up to 1 within ${SUM_TOLERANCE}`,
      found: `a sum of ${sum}`,
      remedy: sum > 0 ? 'divide each by the sum' : 'give at least two positive values',
    },
  ];
}

function rangeProblems(values: readonly number[], pointer: string, lowest: number, exclusive: boolean): Problem[] {
  return values.flatMap((value, i) =>
    Number.isFinite(value) && (exclusive ? value > lowest : value >= lowest)
      ? []
      : [
          {
            pointer: `${pointer}/${i}`,
            expected: `a finite number ${exclusive ? '>' : '>='} ${lowest}`,
            found: `${value}`,
            remedy: 'correct this entry',
          },
        ],
  );
}

function realProblems(real: RealOptions): Problem[] {
  const at = '/system/real';
  switch (real.kind) {
    case 'probabilities': {
      const entries = rangeProblems(real.probabilities, `${at}/probabilities`, 0, false);
      return entries.length > 0 ? entries : sumProblem(real.probabilities, `${at}/probabilities`, 'probabilities');
    }
    case 'uniform':
      return statesProblems(real.states, at);
    case 'zipf':
      return [...statesProblems(real.states, at), ...rangeProblems([real.exponent], `${at}/exponent`, 0, false)].map(
        (problem) => ({
          ...problem,
          pointer: problem.pointer.replace(/exponent\/0$/, 'exponent'),
        }),
      );
    case 'gaussian-mixture-histogram': {
      const { means, variances, weights, range, bins } = real;
      const [low, high] = range;
      const problems: Problem[] = [];
      for (const [name, list] of Object.entries({ variances, weights })) {
        if (list.length === means.length) continue;
        problems.push({
          pointer: `${at}/${name}`,
          expected: `${means.length} entries, one for each mean`,
          found: `${list.length}`,
          remedy: `give means, variances and weights the same length`,
        });
      }
      if (!(Number.isInteger(bins) && bins >= 2)) {
        const remedy = 'take two bins or more';
        problems.push({ pointer: `${at}/bins`, expected: 'an integer >= 2', found: `${bins}`, remedy });
      }
      if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
        const remedy = 'put the smaller end first';
        problems.push({ pointer: `${at}/range`, expected: 'low < high, both finite', found: `[${low}, ${high}]`, remedy });
      }
      problems.push(...rangeProblems(means, `${at}/means`, Number.NEGATIVE_INFINITY, true));
      problems.push(...rangeProblems(variances, `${at}/variances`, 0, true));
      problems.push(...rangeProblems(weights, `${at}/weights`, 0, false));
      return problems.length > 0 ? problems : sumProblem(weights, `${at}/weights`, 'weights');
    }
  }
}

function statesProblems(states: number, at: string): Problem[] {
  if (Number.isInteger(states) && states >= 2) return [];
  const remedy = 'take two states or more: one state cannot collapse';
  return [{ pointer: `${at}/states`, expected: 'an integer >= 2', found: `${states}`, remedy }];
}

/** Largest number of samples that memory holds. */
export function mostDiscreteSamples({ representation }: DiscreteSetting['system']): number {
  return representation === 'points' ? MOST_POINTS : Number.POSITIVE_INFINITY;
}

function samplesProblems({ samples, system }: DiscreteSetting): Problem[] {
  const points = system.representation === 'points';
  const most = points ? MOST_POINTS : MOST_COUNTED;
  if (Number.isInteger(samples) && samples >= 2 && samples <= most) return [];
  const remedy =
    samples === Number.POSITIVE_INFINITY
      ? 'take a finite M: an exact fit to the whole population is p0 for ever'
      : points && samples > most
        ? 'take the representation "sufficient-statistics"'
        : 'take a whole number in this range';
  return [{ pointer: '/samples', expected: `an integer from 2 to ${most}`, found: `${samples}`, remedy }];
}

/** What the schema cannot say. Empty when all is well. */
export function checkDiscrete(setting: DiscreteSetting): readonly Problem[] {
  const problems = [...samplesProblems(setting), ...realProblems(setting.system.real)];
  if (problems.length > 0) return problems;
  const alive = supportSize(realDistribution(setting.system.real).probabilities);
  if (alive >= 2) return [];
  return [
    {
      pointer: '/system/real',
      expected: 'at least two states of positive probability',
      found: `${alive}`,
      remedy: 'spread the mass: a point mass has nothing to lose',
    },
  ];
}
