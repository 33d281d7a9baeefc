import { type EquivalenceMargin, holm, pairedEquivalence, studentTCdf } from '@collapse-bench/core';

/** One metric at one generation, in a run and in its baseline, over common replicates. */
export interface EquivalenceTest {
  readonly metric: string;
  readonly generation: number;
  readonly meanDifference: number;
  /** In the metric's own unit. */
  readonly margin: number;
  /** Of "the true mean difference is beyond the margin": small speaks for equivalence. */
  readonly pBeyond: number;
  /** Of "the true mean difference is within the margin": small speaks for a difference that matters. */
  readonly pWithin: number;
}

/** Level at which each test must show equivalence: a scenario is equivalent where all do, so that none need be stricter for there being many. */
export const EQUIVALENT_ALPHA = 0.05;
/** The chance that anything of a run is called different which is not. */
export const DIFFERENT_ALPHA = 0.01;

/**
 * Paired t-tests over the replicates' differences: two one-sided ones for equivalence, and one for a difference beyond the margin. Its p-value is
 * the largest that any true difference m within the margin gives the observed one, P(T >= (|d| - m)/se) + P(T >= (|d| + m)/se) at
 * m the margin: without a margin, the two-sided p-value.
 *
 * @param now one value a replicate
 * @param before of the same replicates
 * @throws RangeError without replicates, and on numbers that are not finite
 */
export function equivalenceTest(
  { id, margin }: { readonly id: string; readonly margin: EquivalenceMargin },
  generation: number,
  now: readonly number[],
  before: readonly number[],
): EquivalenceTest {
  const differences = Float64Array.from(now, (value, r) => value - before[r]);
  const within = absoluteMargin(margin, before);
  const { meanDifference, standardError, pEquivalent } = pairedEquivalence(differences, within, EQUIVALENT_ALPHA);
  const pWithin = withinP(Math.abs(meanDifference), within, standardError, differences.length - 1);
  return { metric: id, generation, meanDifference, margin: within, pBeyond: pEquivalent, pWithin };
}

function withinP(size: number, margin: number, standardError: number, degrees: number): number {
  if (degrees === 0) return 1;
  if (standardError === 0) return size <= margin ? 1 : 0;
  const near = studentTCdf((margin - size) / standardError, degrees);
  return Math.min(1, near + studentTCdf(-(margin + size) / standardError, degrees));
}

/**
 * Which of these tests show a difference, when all of a run are looked at together: Holm's procedure, so that a run without any
 * is called different with a chance of at most DIFFERENT_ALPHA, however many tests it has.
 */
export function differentTests(tests: readonly EquivalenceTest[]): ReadonlySet<EquivalenceTest> {
  if (tests.length === 0) return new Set();
  const { rejected } = holm(
    tests.map(({ pWithin }) => pWithin),
    DIFFERENT_ALPHA,
  );
  return new Set(tests.filter((_, i) => rejected[i]));
}

export function absoluteMargin(margin: EquivalenceMargin, baseline: readonly number[]): number {
  if (margin.kind === 'absolute') return margin.value;
  return margin.value * (baseline.reduce((sum, value) => sum + Math.abs(value), 0) / baseline.length);
}
