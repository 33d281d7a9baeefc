import type { AnySystem, Aspect } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import type { Result } from '../record/result.js';
import type { Scenario } from '../scenario/schema.js';
import { growthExponent, type Interval, typicalChange } from './interval.js';
import { type ResamplesOf, resamplesOnce } from './resamples.js';

/** Whether a scenario shows one definition of collapse. */
export interface Finding {
  readonly definition: string;
  readonly status: 'met' | 'not met' | 'undecided' | 'not assessed';
  /** What was tested, on which metric and generations, or why nothing was. */
  readonly evidence: string;
  readonly interval?: Interval;
}

/** A risk this many times the first fit's is catastrophic. */
export const CATASTROPHE = 10;
/** Variance, tails or modes are lost when the typical run keeps less than this share of what the first fit had. */
export const LOST = 0.5;
/** A mean risk that grows no faster than this power of the generation at the end counts as levelling off. */
export const LEVEL_EXPONENT = 0.2;

/**
 * Which of the eight definitions of collapse in Schaeffer et al. (2503.03150) a result meets, and the paper's Definition
 * 3.1, early and late. Each with its test: a 95% bootstrap interval over replicates must lie wholly on one side of the
 * threshold, else it is undecided.
 *
 * @param resamples those of `profileResamples(result.seed)`, from whoever has many results of one seed
 */
export function collapseProfile(scenario: Scenario, result: Result, resamples = profileResamples(result.seed)): Finding[] {
  const look = lookInto(systemOf(scenario.system.id), scenario, result, resamples);
  const variance = look.kept('variance');
  const modes = look.kept('modes');
  const tails = look.kept('tails');
  return [
    { definition: '1 catastrophic rise of risk', ...look.rise(CATASTROPHE) },
    { definition: '2 any rise of risk', ...look.rise(1) },
    { definition: '3 risk diverges', ...look.diverges() },
    { definition: '4 changed scaling law', ...notAssessed('needs runs at several sample sizes') },
    { definition: '5 variance collapses', ...variance },
    { definition: '6 modes entangle', ...modes },
    { definition: '7 tails disappear', ...tails },
    { definition: '8 hallucinated data', ...look.hallucination() },
    { definition: 'early collapse (Def. 3.1)', ...early(look) },
    { definition: 'late collapse (Def. 3.1)', ...either(variance, modes) },
  ];
}

/** Drawn once: all that is asked of one result is resampled together. */
export function profileResamples(seed: number): ResamplesOf {
  return resamplesOnce(seed, 'profile');
}

type Outcome = Omit<Finding, 'definition'>;

function notAssessed(reason: string): Outcome {
  return { status: 'not assessed', evidence: reason };
}

/** Below or above a threshold as a whole, or undecided. */
function judged(interval: Interval | undefined, threshold: number, met: 'above' | 'below', evidence: string): Outcome {
  if (interval === undefined) return notAssessed(`${evidence}: no ratio`);
  const above = interval.low > threshold;
  const below = interval.high <= threshold;
  const status = !above && !below ? 'undecided' : above === (met === 'above') ? 'met' : 'not met';
  return { status, evidence: `${evidence}, threshold ${threshold}`, interval };
}

interface Look {
  readonly generations: readonly number[];
  rise(threshold: number): Outcome;
  diverges(): Outcome;
  /** Whether less than LOST of an aspect is kept at an observed generation; the last by default. */
  kept(aspect: Aspect, index?: number): Outcome;
  hallucination(): Outcome;
}

function lookInto(system: AnySystem, scenario: Scenario, result: Result, resamples: ResamplesOf): Look {
  const { generations } = result;
  const last = generations.length - 1;
  const aspectValues = (aspect: Aspect, index: number) => {
    const named = system.aspects?.[aspect];
    if (named === undefined) return `${system.id} has no metric of ${aspect}`;
    if (!scenario.metrics.includes(named.metric)) return `the scenario does not measure ${named.metric}`;
    const rows = result.values[named.metric];
    const before = numbers(rows[0]);
    const after = numbers(rows[index]);
    if (generations[0] !== 1 || before === undefined || after === undefined) return `${named.metric} is not a number everywhere`;
    const amounts = (values: number[]) => (named.squareRoot === true ? values.map((value) => value * value) : values);
    return { ...named, before: amounts(before), after: amounts(after) };
  };
  const computeChange = (aspect: Aspect, index: number) => {
    const values = aspectValues(aspect, index);
    if (typeof values === 'string') return values;
    const drawn = resamples(values.after.length);
    const interval = drawn && typicalChange(values.before, values.after, values.log === true, drawn);
    return {
      interval,
      evidence: `typical ${values.metric}${values.squareRoot === true ? ', squared,' : ''} at generation ${generations[index]} over generation 1`,
    };
  };
  // Several definitions ask for one change, and an interval takes a while.
  const changes = new Map<string, ReturnType<typeof computeChange>>();
  const change = (aspect: Aspect, index: number) => {
    const key = `${aspect}/${index}`;
    const found = changes.get(key) ?? computeChange(aspect, index);
    changes.set(key, found);
    return found;
  };

  return {
    generations,
    rise(threshold) {
      const found = change('risk', last);
      return typeof found === 'string' ? notAssessed(found) : judged(found.interval, threshold, 'above', found.evidence);
    },
    diverges() {
      const values = aspectValues('risk', last);
      if (typeof values === 'string') return notAssessed(values);
      const earlier = generations.findLastIndex((generation) => generation * 2 <= generations[last]);
      if (earlier < 0) return notAssessed('needs generations at least a factor of two apart');
      const before = numbers(result.values[values.metric][earlier]);
      if (before === undefined) return notAssessed(`${values.metric} is not a number everywhere`);
      const ratio = generations[last] / generations[earlier];
      const drawn = resamples(before.length);
      const interval = drawn && growthExponent(before, values.after, ratio, drawn);
      const evidence = `growth exponent of the mean ${values.metric}, generations ${generations[earlier]} to ${generations[last]}`;
      return judged(interval, LEVEL_EXPONENT, 'above', evidence);
    },
    kept(aspect, index = last) {
      const found = change(aspect, index);
      return typeof found === 'string' ? notAssessed(found) : judged(found.interval, LOST, 'below', found.evidence);
    },
    hallucination() {
      const found = change('hallucination', last);
      return typeof found === 'string' ? notAssessed(found) : judged(found.interval, 1 / LOST, 'above', found.evidence);
    },
  };
}

function numbers(row: Result['values'][string][number]): number[] | undefined {
  return row.every((value) => typeof value === 'number') ? (row as number[]) : undefined;
}

/** Tails are lost at some generation while variance and modes are kept. */
function early(look: Look): Outcome {
  let best: Outcome = look.kept('tails');
  if (best.status === 'not assessed') return best;
  for (let i = 1; i < look.generations.length; i++) {
    const tails = look.kept('tails', i);
    const others = either(look.kept('variance', i), look.kept('modes', i)).status;
    const evidence = `at generation ${look.generations[i]}: ${tails.evidence}`;
    if (tails.status === 'met' && others !== 'met' && others !== 'undecided') return { ...tails, evidence: `first ${evidence}` };
    if (tails.status === 'undecided' && others !== 'met') best = { ...tails, evidence };
    if (tails.status === 'met' && others === 'undecided') best = { ...tails, status: 'undecided', evidence };
  }
  return best.status === 'met' ? { ...best, status: 'not met', evidence: 'tails go no earlier than variance or modes' } : best;
}

function either(a: Outcome, b: Outcome): Outcome {
  const order = ['met', 'undecided', 'not met', 'not assessed'] as const;
  return order.indexOf(a.status) <= order.indexOf(b.status) ? a : b;
}
