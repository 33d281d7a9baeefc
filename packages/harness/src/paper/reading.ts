import type { Estimate } from './estimate.js';
import type { PaperOurs, PaperReading, PaperReported, PaperVerdict } from './report.js';
import type { Source } from './source.js';

/** A verdict with the rule by which it follows. */
export interface Judgement {
  readonly verdict: PaperVerdict;
  readonly because: string;
}

/**
 * A row of the report. Without a number of ours it is not run, whatever it would be judged by.
 *
 * @param missing why there is no number of ours
 */
export function readingOf(
  quantity: string,
  reported: PaperReported,
  found: PaperOurs | undefined,
  judge: (found: PaperOurs) => Judgement,
  missing: string,
): PaperReading {
  if (found === undefined) return { quantity, reported, ours: null, verdict: 'not run here', because: missing };
  return { quantity, reported, ours: found, ...judge(found) };
}

/** Why a source has no number to show. */
export function missingFrom({ loaded, without }: Source): string {
  return `${loaded.id}: ${without ?? 'the record has no such number'}`;
}

/** A statement of the paper that a rule over our number decides. */
export function claimHolds(holds: boolean, rule: string): Judgement {
  return { verdict: holds ? 'agrees' : 'differs', because: rule };
}

/** The paper's single run among ours. */
export function amongRuns({ value }: PaperReported, { low, high, of }: PaperOurs): Judgement {
  const inside = value !== null && value >= low && value <= high;
  return claimHolds(inside, `the paper's single run is ${inside ? 'within' : 'outside'} ours (${of})`);
}

export function scaleDiffers(because: string): Judgement {
  return { verdict: 'scale differs', because };
}

/** Beyond so many standard errors of both, numbers of equal meaning are called different. */
const STANDARD_ERRORS = 4;

/** Two estimates of one number, each with its standard error. */
export function sameWithin(reported: number, reportedError: number, found: Estimate): Judgement {
  // A 95% interval is about four standard errors wide.
  const foundError = (found.high - found.low) / 3.92;
  const error = Math.sqrt(reportedError * reportedError + foundError * foundError);
  const apart = Math.abs(reported - found.estimate) / error;
  return claimHolds(apart <= STANDARD_ERRORS, `${apart.toFixed(1)} standard errors of both apart (at most ${STANDARD_ERRORS})`);
}

const ORDER: readonly PaperVerdict[] = ['differs', 'agrees', 'scale differs', 'not run here'];

/** What a table of all figures says of one: any reading that differs counts first, one that was not run last. */
export function verdictOf(readings: readonly PaperReading[]): PaperVerdict {
  return ORDER.find((verdict) => readings.some((reading) => reading.verdict === verdict)) ?? 'not run here';
}
