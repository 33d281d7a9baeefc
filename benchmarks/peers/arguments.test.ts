import { describe, expect, it } from 'vitest';
import { readRequest } from './arguments.js';

const known = ['normal', 'points', 'slow'];
const usual = ['normal', 'points'];
const read = (...argv: string[]) => readRequest(argv, known, usual);

describe('readRequest', () => {
  it('takes the usual comparisons when none is named', () => {
    expect(read()).toEqual({ kind: 'measure', names: usual, json: false });
    expect(read('--json')).toEqual({ kind: 'measure', names: usual, json: true });
  });

  it('takes each named comparison once, in the order of the catalog, wherever the options and pnpm put themselves', () => {
    expect(read('--', 'slow', '--json', 'normal', 'slow')).toEqual({ kind: 'measure', names: ['normal', 'slow'], json: true });
  });

  it('explains itself, but not over a mistake', () => {
    expect(read('normal', '--help')).toEqual({ kind: 'help' });
    expect(read('-h')).toEqual({ kind: 'help' });
    expect(read('--help', 'nromal').kind).toBe('refused');
  });

  it.each([
    ['nromal', 'expected a comparison (normal, points, slow), got "nromal" (did you mean normal?); '],
    ['zzzzzz', 'expected a comparison (normal, points, slow), got "zzzzzz"; '],
    ['--jsn', 'expected an option (--json, --help, -h), got "--jsn" (did you mean --json?); '],
    ['', 'expected a comparison (normal, points, slow), got ""; '],
  ])('refuses %j and names what is near', (word, reason) => {
    const request = read('normal', word);
    expect(request).toEqual({ kind: 'refused', reason: expect.stringContaining(reason) });
  });
});
