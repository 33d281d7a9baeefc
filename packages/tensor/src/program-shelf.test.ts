import { expect, test } from 'vitest';
import { useEngine } from './compile.js';
import type { Program } from './program/program.js';
import { putBack, take, using } from './program-shelf.js';

const adding: Program = {
  state: { total: { shape: [], type: 'float32' } },
  inputs: { x: { shape: [], type: 'float32' } },
  step: ({ total }, { x }) => ({ state: { total: total.add(x) }, outputs: { seen: total.mul(2) } }),
};
const state = (total: number) => ({ total: Float32Array.of(total) });
useEngine('cpu');

test('a program is compiled once, has the state of whoever takes it, and one user at a time', async () => {
  let made = 0;
  const make = () => {
    made++;
    return adding;
  };
  const seen = (total: number) =>
    using('adding', make, state(total), async (program) => {
      await program.run({ x: Float32Array.of(1) });
      return (await program.run({ x: Float32Array.of(1) })).seen[0];
    });
  expect([await seen(1), await seen(10)]).toEqual([4, 22]);
  expect(made).toBe(1);
  const one = await take('adding', make, state(0));
  const other = await take('adding', make, state(0));
  expect(other).not.toBe(one);
  expect(made).toBe(2);
  await putBack('adding', one);
  await putBack('adding', other);
  await expect(using('adding', make, state(0), () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(made).toBe(2);
});

test('the oldest of many is disposed of', async () => {
  const first = await take('kept 0', () => adding, state(0));
  await putBack('kept 0', first);
  for (let i = 1; i <= 24; i++) await putBack(`kept ${i}`, await take(`kept ${i}`, () => adding, state(0)));
  await expect(first.run({ x: Float32Array.of(1) })).rejects.toThrow(/disposed/);
  const last = await take('kept 24', () => expect.unreachable('compiled again'), state(3));
  expect((await last.run({ x: Float32Array.of(1) })).seen[0]).toBe(6);
  await putBack('kept 24', last);
});
