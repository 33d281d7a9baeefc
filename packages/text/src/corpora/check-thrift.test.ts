import { expect, test } from 'vitest';
import { checkStruct } from './check-thrift.js';

const check = (...bytes: number[]) => checkStruct(new DataView(Uint8Array.from(bytes).buffer), 0);
const [I32, BINARY, LIST, STRUCT] = [5, 8, 9, 12];
const field = (type: number) => 16 + type;

test.each<[string, readonly number[]]>([
  ['nothing', [0]],
  ['a number', [field(I32), 200, 1, 0]],
  ['a number under a number of its own', [I32, 40, 2, 0]],
  ['yes and no', [field(1), field(2), 0]],
  ['a text', [field(BINARY), 3, 1, 2, 3, 0]],
  ['a list of numbers', [field(LIST), 0x25, 1, 2, 0]],
  ['a long list', [field(LIST), 0xf1, 16, ...Array(16).fill(1), 0]],
  ['a list of structs', [field(LIST), 0x2c, field(I32), 5, 0, 0, 0]],
  ['a struct', [field(STRUCT), field(I32), 5, 0, 0]],
])('%s passes, and it is known where it ends', (_, bytes) => {
  expect(check(...bytes, 99, 99)).toBe(bytes.length);
});

test.each<[string, readonly number[], RegExp]>([
  ['a list of 2^27 items', [field(LIST), 0xf5, 128, 128, 128, 64, 1, 2, 3], /claims 134217728 items in 3 bytes/],
  ['a text of 100 bytes', [field(BINARY), 100, 1, 2, 3], /claims 100 items in 3 bytes/],
  ['lists in lists', [field(LIST), ...Array(1000).fill(0x19)], /more than 32 levels/],
  ['structs in structs', Array(1000).fill(field(STRUCT)), /more than 32 levels/],
  ['a map', [field(11), 0], /a field of type 11/],
  ['a number without an end', [field(I32), ...Array(20).fill(255)], /more than 64 bits/],
  ['no end', [field(I32), 5], /./],
])('%s is refused', (_, bytes, message) => {
  expect(() => check(...bytes)).toThrow(message);
});
