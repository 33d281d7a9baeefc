import { expect, test } from 'vitest';
import { walk } from './walk.js';

/** 1, 1*2+1, ...: depends on the number of the step and on its order. */
const next = (state: number, step: number) => 2 * state + step;

function plainly(step: number): number {
  let state = 1;
  for (let at = 1; at < step; at++) state = next(state, at);
  return state;
}

test('gives the states of the recursion in whatever order they are asked for', () => {
  const at = walk(1, next);
  for (const step of [1, 5, 3, 3, 40, 2, 41, 4, 40, 1, 7]) expect(at(step), `${step}`).toBe(plainly(step));
});

test('takes no step twice when asked in rising order, and none for what it has seen', () => {
  const taken: number[] = [];
  const at = walk(0, (state, step) => {
    taken.push(step);
    return state + 1;
  });
  for (const step of [1, 4, 9, 9, 4, 1]) expect(at(step)).toBe(step - 1);
  expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // From 4 on again, not from 1.
  expect(at(6)).toBe(5);
  expect(taken.slice(8)).toEqual([4, 5]);
});

test.each([0, -1, 1.5, Number.NaN])('refuses step %s', (step) => {
  expect(() => walk(0, next)(step)).toThrow(RangeError);
});
