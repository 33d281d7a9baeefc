import { describe, expect, test } from 'vitest';
import { amongRuns, claimHolds, readingOf, sameWithin, scaleDiffers, verdictOf } from './reading.js';
import type { PaperOurs, PaperReported } from './report.js';

const reported: PaperReported = { text: 'ten', value: 10, spread: null, source: 'text', where: 'Section 1' };
const ours: PaperOurs = { estimate: 9, low: 8, high: 11, of: 'runs', replicates: 50, scenario: 's', generation: 1 };

describe('a reading', () => {
  test('without a number of ours is not run, whatever the rule says', () => {
    const reading = readingOf('q', reported, undefined, () => claimHolds(true, 'always'), 'no record');
    expect(reading).toMatchObject({ ours: null, verdict: 'not run here', because: 'no record' });
    expect(readingOf('q', reported, ours, () => claimHolds(true, 'always'), '')).toMatchObject({
      verdict: 'agrees',
      because: 'always',
    });
  });

  test('a single run of the paper agrees among ours and nowhere else', () => {
    expect(amongRuns(reported, ours).verdict).toBe('agrees');
    expect(amongRuns({ ...reported, value: 11.1 }, ours).verdict).toBe('differs');
    expect(amongRuns({ ...reported, value: null }, ours).verdict).toBe('differs');
  });

  test('two estimates agree within four standard errors of both', () => {
    // Errors 3 and 4 make 5.
    const found = { estimate: 0, low: -4 * 1.96, high: 4 * 1.96 };
    expect(sameWithin(19.9, 3, found)).toEqual({ verdict: 'agrees', because: '4.0 standard errors of both apart (at most 4)' });
    expect(sameWithin(20.1, 3, found).verdict).toBe('differs');
  });

  test('a figure differs where any reading does; another scale never makes it agree', () => {
    const of = (...verdicts: ('agrees' | 'differs' | 'scale differs' | 'not run here')[]) =>
      verdictOf(verdicts.map((verdict) => ({ quantity: 'q', reported, ours, verdict, because: '' })));
    expect(of('agrees', 'differs', 'not run here')).toBe('differs');
    expect(of('not run here', 'agrees')).toBe('agrees');
    expect(of('not run here', 'scale differs')).toBe('scale differs');
    expect(of('not run here')).toBe('not run here');
    expect(of()).toBe('not run here');
    expect(scaleDiffers('small').verdict).toBe('scale differs');
  });
});
