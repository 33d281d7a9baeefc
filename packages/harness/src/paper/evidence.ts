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

/** Whether a simulation could have come from a law that gives this number. Without spread it must be the number itself. */
function consistent({ estimate, low, high }: PaperOurs, value: number): boolean {
  const error = (high - low) / WIDTH;
  return Math.abs(estimate - value) <= Math.max(STANDARD_ERRORS * error, 1e-9 * Math.max(1, Math.abs(value)));
}

/** A statement and its correction held against one simulated number, by standard errors. */
export function evidenceOf(statement: Statement, measured: PaperOurs | undefined, missing: string): PaperEvidence {
  const { claimed, right } = statement;
  if (measured === undefined) return { ...statement, measured: null, holds: 'neither', because: `not run: ${missing}` };
  const claimHolds = claimed !== null && consistent(measured, claimed);
  const correctionHolds = right !== null && consistent(measured, right);
  const holds = claimHolds ? (correctionHolds ? 'both' : 'the claim') : correctionHolds ? 'the correction' : 'neither';
  return { ...statement, measured, holds, because: `within ${STANDARD_ERRORS} standard errors or not` };
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
