import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from './safetensors.js';

/** A file with this header and so many bytes of zeros. */
function fileOf(header: string, dataBytes: number, length = new TextEncoder().encode(header).length): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
const tensor: fc.Arbitrary<StoredTensor> = shapes.chain((shape) => {
  const length = shape.reduce((a, b) => a * b, 1);
  return fc.oneof(
    fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data })),
    fc.int32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data })),
  );
});
const names = fc.string({ unit: 'binary' }).filter((name) => name !== '__metadata__');
const files = fc.record({
  tensors: fc.dictionary(names, tensor, { maxKeys: 6 }),
  metadata: fc.dictionary(names, fc.string(), { maxKeys: 3 }),
});

describe('encodeSafetensors', () => {
  test('is undone by decodeSafetensors, bit for bit', () => {
    fc.assert(
      fc.property(files, ({ tensors, metadata }) => {
        const found = decodeSafetensors(encodeSafetensors(tensors, metadata));
        expect({ ...found.metadata }).toEqual({ ...metadata });
        expect(Object.keys(found.tensors).sort()).toEqual(Object.keys(tensors).sort());
        for (const [name, { shape, data }] of Object.entries(tensors)) {
          expect(found.tensors[name].shape).toEqual(shape);
          const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array) =>
            new Uint8Array(buffer, byteOffset, byteLength);
          expect(found.tensors[name].data.constructor).toBe(data.constructor);
          expect(bytes(found.tensors[name].data)).toEqual(bytes(data));
        }
      }),
    );
  });

  test('gives the same bytes for any order of names', () => {
    const a = { shape: [2], data: Float32Array.of(1, 2) };
    const b = { shape: [1], data: Int32Array.of(3) };
    expect(encodeSafetensors({ a, b }, { x: '1', y: '2' })).toEqual(encodeSafetensors({ b, a }, { y: '2', x: '1' }));
  });

  test('refuses data of another size than the shape, and the name that the format takes', () => {
    const data = Float32Array.of(1, 2, 3);
    expect(() => encodeSafetensors({ a: { shape: [2], data } })).toThrow(/2 elements in a of shape \[2\], found 3/);
    expect(() => encodeSafetensors({ __metadata__: { shape: [3], data } })).toThrow(/names than __metadata__/);
  });
});

describe('decodeSafetensors', () => {
  const file = encodeSafetensors(
    { a: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }, b: { shape: [], data: Int32Array.of(5) } },
    { step: '3' },
  );

  test('gives views of aligned bytes and copies of others', () => {
    expect(decodeSafetensors(file).tensors.a.data.buffer).toBe(file.buffer);
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    const { tensors } = decodeSafetensors(shifted.subarray(1));
    expect(tensors.a.data).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(tensors.a.data.buffer).not.toBe(shifted.buffer);
  });

  test('leaves out tensors that nobody wants, whatever their type', () => {
    const bytes = fileOf(`{"a":${entry(0, 4)},"mask":${entry(4, 8, [2, 2], 'U8')}}`, 8);
    const { tensors } = decodeSafetensors(bytes, (name) => name !== 'mask');
    expect(tensors).toEqual({ a: { shape: [1], data: Float32Array.of(0) } });
    expect(() => decodeSafetensors(bytes)).toThrow(/mask of type/);
  });

  test('refuses a file cut short anywhere, or longer than it says', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeSafetensors(file.subarray(0, length)), `cut to ${length}`).toThrow(RangeError);
    }
    expect(() => decodeSafetensors(Uint8Array.of(...file, 0))).toThrow(/expected 20 bytes of data, found 21/);
  });

  test.each([
    ['a header longer than the file', fileOf('{}', 0, 3), /at most 2 bytes, found a length of 3/],
    ['a header of an absurd length', fileOf('{}', 8, 2 ** 60), /found a length of 1152921504606846976/],
    ['no JSON', fileOf('{"a":', 0), /in JSON/],
    ['bytes that are no text', fileOf('{"\xff"}', 0).map((byte) => (byte === 0xc3 ? 0xff : byte)), /in JSON/],
    ['a list', fileOf('[]', 0), /a JSON object/],
    ['leading space', fileOf(' {}', 0), /a JSON object/],
    ['a name twice', fileOf(`{"a":${entry(0, 4)},"a":${entry(0, 4)}}`, 4), /names once in a safetensors header, found a twice/],
    ['a name twice, spelt differently', fileOf(`{"a":${entry(0, 4)},"\\u0061":${entry(0, 4)}}`, 4), /found a twice/],
    ['a field twice', fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4), /found dtype twice/],
    ['another type', fileOf(`{"a":${entry(0, 4, [2], 'I16')}}`, 4), /a of type F32 or I32 or F16 or BF16, found "I16"/],
    ['a type that objects have', fileOf(`{"a":${entry(0, 4, [1], 'toString')}}`, 4), /found "toString"/],
    ['a negative side', fileOf(`{"a":${entry(0, 4, [-1])}}`, 4), /a shape of a, found \[-1\]/],
    ['a broken side', fileOf(`{"a":${entry(0, 4, [0.5])}}`, 4), /a shape of a/],
    ['no shape', fileOf('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4), /a shape of a, found nothing/],
    ['three offsets', fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}', 4), /two offsets of a/],
    ['offsets back to front', fileOf(`{"a":${entry(4, 0, [1])}}`, 4), /offsets of a in order, found 4 to 0/],
    ['another size than the shape', fileOf(`{"a":${entry(0, 8, [1])}}`, 8), /4 bytes of a, found 8/],
    ['offsets beyond the data', fileOf(`{"a":${entry(0, 8)}}`, 4), /expected 8 bytes of data, found 4/],
    ['a gap', fileOf(`{"a":${entry(0, 4)},"b":${entry(8, 12)}}`, 12), /b to begin at byte 4 of the data, found 8/],
    ['an overlap', fileOf(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, 12), /b to begin at byte 8 of the data, found 4/],
    ['data that belongs to nothing', fileOf(`{"a":${entry(0, 4)}}`, 8), /expected 4 bytes of data, found 8/],
    ['a description that is none', fileOf('{"a":7}', 0), /a description of a, found 7/],
    ['notes that are no strings', fileOf('{"__metadata__":{"step":7}}', 0), /__metadata__ to hold strings/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(message);
    expect(() => decodeSafetensors(bytes)).toThrow(RangeError);
  });

  test('of spoilt bytes gives a whole result or a RangeError, nothing else', () => {
    const spoilt = fc.array(fc.record({ at: fc.nat(file.length - 1), byte: fc.integer({ min: 0, max: 255 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    let refused = 0;
    fc.assert(
      fc.property(spoilt, (changes) => {
        const bytes = file.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        try {
          for (const { shape, data } of Object.values(decodeSafetensors(bytes).tensors)) {
            expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          refused++;
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  test('of arbitrary bytes gives a RangeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(() => decodeSafetensors(bytes)).toThrow(RangeError);
      }),
    );
  });
});
