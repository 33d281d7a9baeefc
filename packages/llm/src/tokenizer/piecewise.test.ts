import { expect, test } from 'vitest';
import { piecewise } from './piecewise.js';

test('each piece is encoded once', () => {
  const asked: string[] = [];
  const encode = piecewise((piece) => {
    asked.push(piece);
    return Uint32Array.of(piece.length, 7);
  });
  expect([...encode('to be or not to be')]).toEqual([2, 7, 3, 7, 3, 7, 4, 7, 3, 7, 3, 7]);
  expect([...encode('to be')]).toEqual([2, 7, 3, 7]);
  expect(asked).toEqual(['to', ' be', ' or', ' not', ' to']);
});

test('remembers only so many pieces, and stays right', () => {
  let calls = 0;
  const encode = piecewise((piece) => {
    calls++;
    return Uint32Array.of(Number(piece));
  });
  const many = 2 ** 17 + 5;
  let wrong = 0;
  for (let i = 0; i < many; i++) if (encode(String(i))[0] !== i) wrong++;
  expect(wrong).toBe(0);
  expect(encode('1')[0]).toBe(1);
  expect(calls).toBe(many + 1);
});
