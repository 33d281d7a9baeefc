import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromBfloat16, fromFloat16 } from './half-floats.js';
import golden from './safetensors.golden.json' with { type: 'json' };
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

function numbersOf(type: string, base64: string): Float32Array | Int32Array {
  const { buffer } = bytesOf(base64);
  return type === 'F32' ? new Float32Array(buffer) : new Int32Array(buffer);
}

describe.each(golden.files)('a file of the safetensors package (%#)', ({ file, metadata, tensors }) => {
  const named = Object.fromEntries(
    tensors.map(({ name, type, shape, bytes }) => [name, { shape, data: numbersOf(type, bytes) }]),
  );

  test('is read', () => {
    const found = decodeSafetensors(bytesOf(file));
    expect(found.metadata).toEqual(metadata);
    expect(found.tensors).toEqual(named);
  });

  test('is written byte for byte', () => {
    expect(encodeSafetensors(named, metadata as Record<string, string>)).toEqual(bytesOf(file));
  });
});

describe.each(golden.halves)('$type', ({ type, file, float32, all }) => {
  test('is read as float32', () => {
    const { shape, data } = decodeSafetensors(bytesOf(file)).tensors.h;
    expect(data).toEqual(numbersOf('F32', float32));
    expect(shape).toEqual([data.length]);
  });

  test('is read from any place', () => {
    const shifted = Uint8Array.of(0, ...bytesOf(file)).subarray(1);
    expect(decodeSafetensors(shifted).tensors.h.data).toEqual(numbersOf('F32', float32));
  });

  test("is PyTorch's in every one of its numbers", () => {
    const read = type === 'F16' ? fromFloat16 : fromBfloat16;
    const numbers = read(new Uint8Array(Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits).buffer));
    const digest = createHash('sha256').update(new Uint8Array(numbers.filter((value) => !Number.isNaN(value)).buffer));
    expect(digest.digest('hex')).toBe(all);
  });
});
