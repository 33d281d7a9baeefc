import { expect, test } from 'vitest';
import { paretoFront } from './pareto-front.js';

const members = (...offers: [price: number, risk: number][]) => {
  const front = paretoFront(offers.map(([price, risk]) => ({ price, risk })));
  return offers.filter((_, i) => front[i]);
};

test('more for a lower price, and less risk for a higher one, are on the front; the rest is not', () => {
  expect(members([0, 5], [1, 5], [1, 3], [2, 4], [3, 1], [4, 1])).toEqual([
    [0, 5],
    [1, 3],
    [3, 1],
  ]);
});

test('equal offers are on it together, and one offer is a front', () => {
  expect(members([0, 1], [0, 1], [0, 2])).toEqual([
    [0, 1],
    [0, 1],
  ]);
  expect(members([7, 7])).toEqual([[7, 7]]);
  expect(paretoFront([])).toEqual([]);
});
