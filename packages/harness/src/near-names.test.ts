import { describe, expect, test } from 'vitest';
import { nearNames } from './near-names.js';

const known = ['replace', 'accumulate', 'accumulate-subsample', 'fresh-real', 'preserve-real', 'fixed-real', 'mixture'];

describe('near names', () => {
  test.each([
    ['replac', ' (did you mean replace?)'],
    ['Replace', ' (did you mean replace?)'],
    ['fresh-reel', ' (did you mean fresh-real?)'],
    ['accumlate', ' (did you mean accumulate?)'],
    ['subsample', ' (did you mean accumulate-subsample?)'],
    ['mix', ' (did you mean mixture?)'],
    ['entropy', ''],
    ['', ''],
    ['zz', ''],
  ])('of %j: %j', (name, words) => {
    expect(nearNames(name, known)).toBe(words);
  });

  test('the nearest first, at most three, ties by name', () => {
    expect(nearNames('real', known)).toBe(' (did you mean fixed-real or fresh-real or preserve-real?)');
    expect(nearNames('aab', ['aad', 'aac', 'aab', 'aae'])).toBe(' (did you mean aab or aac or aad?)');
  });

  test('of nothing known are none', () => {
    expect(nearNames('a', [])).toBe('');
  });
});
