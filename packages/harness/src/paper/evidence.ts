import type { PaperErratum, PaperEvidence, PaperOurs } from './report.js';

/** Beyond so many standard errors a simulation contradicts a number. */
const STANDARD_ERRORS = 5;
/** Ends of a 95% interval lie so many standard errors apart. */
const WIDTH = 3.92;

export interface Statement {
  readonly quantity: string;
  /** What follows from the paper as printed; null: a statement without a number. */
  readonly claimed: number | null;
  /** What follows from exact theory. */
  readonly right: number | null;
}

/** How many standard errors a simulation is from a number; without spread 0 where it is the number itself. */
function apart({ estimate, low, high }: PaperOurs, value: number): number {
  const error = (high - low) / WIDTH;
  const distance = Math.abs(estimate - value);
  if (distance <= 1e-9 * Math.max(1, Math.abs(value))) return 0;
  return error > 0 ? distance / error : Number.POSITIVE_INFINITY;
}

function apartText(from: string, value: number | null, measured: PaperOurs): string[] {
  if (value === null) return [];
  const errors = apart(measured, value);
  return [`${Number.isFinite(errors) ? errors.toFixed(1) : 'infinitely many'} standard errors from ${from}`];
}

/** A statement and its correction held against one simulated number, by standard errors. */
export function evidenceOf(statement: Statement, measured: PaperOurs | undefined, missing: string): PaperEvidence {
  const { claimed, right } = statement;
  if (measured === undefined) return { ...statement, measured: null, holds: 'neither', because: `not run: ${missing}` };
  const claimHolds = claimed !== null && apart(measured, claimed) <= STANDARD_ERRORS;
  const correctionHolds = right !== null && apart(measured, right) <= STANDARD_ERRORS;
  const holds = claimHolds ? (correctionHolds ? 'both' : 'the claim') : correctionHolds ? 'the correction' : 'neither';
  const because = [...apartText('what is exact', right, measured), ...apartText('the claim', claimed, measured)].join(', ');
  return { ...statement, measured, holds, because };
}

/** The same where a rule in words decides. */
export function evidenceByRule(
  statement: Statement,
  measured: PaperOurs | undefined,
  rule: (measured: PaperOurs) => boolean,
  words: string,
  missing: string,
): PaperEvidence {
  if (measured === undefined) return { ...statement, measured: null, holds: 'neither', because: `not run: ${missing}` };
  return { ...statement, measured, holds: rule(measured) ? 'the correction' : 'the claim', because: words };
}

/** Shown where every simulated number is consistent with the correction and with nothing else. */
export function statusOf(evidence: readonly PaperEvidence[]): PaperErratum['status'] {
  const shown = evidence.length > 0 && evidence.every(({ measured, holds }) => measured !== null && holds === 'the correction');
  return shown ? 'shown' : 'not shown here';
}
