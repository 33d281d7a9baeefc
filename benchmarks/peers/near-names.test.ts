import { describe, expect, it } from 'vitest';
import { editDistance, nearNames } from './near-names.js';

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['same', 'same', 0],
  ])('of %j and %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });
});

describe('nearNames', () => {
  const known = ['fig4-statistics', 'fig4-ensemble', 'gamma', 'normal'];

  it('finds misspelt names, the nearest first, and names that hold the word', () => {
    expect(nearNames('gama', known)).toBe(' (did you mean gamma?)');
    expect(nearNames('fig4', known)).toBe(' (did you mean fig4-ensemble or fig4-statistics?)');
  });

  it('says nothing when nothing is near', () => {
    expect(nearNames('wasserstein', known)).toBe('');
  });
});
