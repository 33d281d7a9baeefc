import { expect, test } from 'vitest';
import { loadedOnce } from './loaded-once.js';

test('a value is made once, also for two that wait for it, and then is there', async () => {
  const values = loadedOnce<number>('a number');
  let made = 0;
  const make = async () => ++made;
  expect(() => values.get('a')).toThrow('a number is loaded asynchronously; await llm.load(options, host) first');
  expect(await Promise.all([values.load('a', make), values.load('a', make)])).toEqual([1, 1]);
  expect(values.get('a')).toBe(1);
  expect(await values.load('b', make)).toBe(2);
  expect(values.get('a')).toBe(1);
});

test('a failure is forgotten', async () => {
  const values = loadedOnce<number>('a number');
  await expect(values.load('a', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(() => values.get('a')).toThrow('await llm.load');
  expect(await values.load('a', async () => 3)).toBe(3);
});

test('what was asked for longest ago makes room', async () => {
  const values = loadedOnce<number>('a number');
  for (let i = 0; i < 8; i++) await values.load(`${i}`, async () => i);
  await values.load('0', () => Promise.reject(new Error('made again')));
  await values.load('8', async () => 8);
  expect(values.get('0')).toBe(0);
  expect(() => values.get('1')).toThrow('await llm.load');
});
