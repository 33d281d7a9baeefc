import { describe, expect, test } from 'vitest';
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
