import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import golden from './png.golden.json' with { type: 'json' };
import { greyPng } from './png.js';

test.each(golden.cases)(
  `a file of $width x $height is what Python ${golden.versions.python} makes of the same pixels`,
  (each) => {
    const { width, height } = each;
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
      const y = Math.floor(i / width);
      return (7 * (i % width) + 13 * y * y) % 256;
    });
    const file = greyPng(width, height, pixels);
    const headLength = each.head.length / 2;
    const tailLength = each.tail.length / 2;
    expect(file.subarray(0, headLength).toString('hex')).toBe(each.head);
    expect(file.subarray(-tailLength).toString('hex')).toBe(each.tail);
    // Compressors may differ in what lies between, but not in what it says.
    const data = file.subarray(headLength, -tailLength);
    expect(data.length).toBe(data.readUInt32BE(0) + 12);
    expect(data.toString('latin1', 4, 8)).toBe('IDAT');
    expect(data.readUInt32BE(data.length - 4)).toBe(crc32(data.subarray(4, -4)));
    const stream = data.subarray(8, -4);
    expect(stream.readUInt32BE(stream.length - 4)).toBe(each.adler32);
    const rows = inflateSync(stream);
    expect(rows.length).toBe(each.rows);
    for (let y = 0; y < height; y++) {
      expect([...rows.subarray(y * (width + 1), (y + 1) * (width + 1))]).toEqual([
        0,
        ...pixels.subarray(y * width, (y + 1) * width),
      ]);
    }
  },
);

test('a wrong number of pixels is refused', () => {
  expect(() => greyPng(2, 2, new Uint8Array(5))).toThrow(RangeError);
  expect(() => greyPng(0, 2, new Uint8Array(0))).toThrow(RangeError);
});
