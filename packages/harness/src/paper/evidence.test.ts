import { describe, expect, test } from 'vitest';
import { evidenceByRule, evidenceOf, statusOf } from './evidence.js';
import type { PaperOurs } from './report.js';

/** An estimate of 10 with a standard error of 1. */
const measured: PaperOurs = {
  estimate: 10,
  low: 10 - 1.96,
  high: 10 + 1.96,
  of: 'mean',
  replicates: 100,
  scenario: null,
  generation: null,
};
const of = (claimed: number | null, right: number | null) => evidenceOf({ quantity: 'q', claimed, right }, measured, 'no record');

describe('evidence', () => {
  test('holds what lies within five standard errors of the simulation', () => {
    expect(of(15.1, 14.9)).toMatchObject({
      holds: 'the correction',
      because: '4.9 standard errors from what is exact, 5.1 standard errors from the claim',
    });
    expect(of(14.9, 15.1).holds).toBe('the claim');
    expect(of(9, 11).holds).toBe('both');
    expect(of(4, 16).holds).toBe('neither');
    expect(of(null, 11).holds).toBe('the correction');
  });

  test('without spread holds the number itself and nothing near it', () => {
    const exact = { ...measured, low: 10, high: 10 };
    const found = (right: number) => evidenceOf({ quantity: 'q', claimed: null, right }, exact, '').holds;
    expect([found(10), found(10.0001)]).toEqual(['the correction', 'neither']);
  });

  test('without a record is neither, and says why', () => {
    const absent = evidenceOf({ quantity: 'q', claimed: 1, right: 2 }, undefined, 'no result yet');
    expect(absent).toMatchObject({ measured: null, holds: 'neither', because: 'not run: no result yet' });
    expect(evidenceByRule({ quantity: 'q', claimed: 1, right: 2 }, undefined, () => true, 'yes', 'none').holds).toBe('neither');
    expect(statusOf([of(20, 10), absent])).toBe('not shown here');
  });

  test('an erratum is shown where every row is the correction', () => {
    expect(statusOf([of(20, 10), of(null, 10)])).toBe('shown');
    expect(statusOf([of(20, 10), of(10, 10)])).toBe('not shown here');
    expect(statusOf([])).toBe('not shown here');
  });
});
