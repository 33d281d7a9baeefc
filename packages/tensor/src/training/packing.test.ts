import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packNothing, packNumbers, packSmall, unpackNumbers } from './packing.js';
import { numberOfParameters } from './parameters.js';

const parameters = {
  big: { shape: [10, 10] },
  a: { shape: [2, 3] },
  scalar: { shape: [] },
  edge: { shape: [8] },
  none: { shape: [0, 3] },
};

describe('packSmall', () => {
  test('lays parameters below the limit one after the other and leaves the others alone', () => {
    expect(packSmall(parameters, 8)).toEqual([
      { name: 'big', shape: [10, 10], parts: [{ name: 'big', shape: [10, 10], offset: 0 }] },
      { name: 'edge', shape: [8], parts: [{ name: 'edge', shape: [8], offset: 0 }] },
      {
        name: 'packed',
        shape: [7],
        parts: [
          { name: 'a', shape: [2, 3], offset: 0 },
          { name: 'scalar', shape: [], offset: 6 },
          { name: 'none', shape: [0, 3], offset: 7 },
        ],
      },
    ]);
  });

  test('leaves a single small parameter alone', () => {
    const two = { big: { shape: [9] }, small: { shape: [2] } };
    expect(packSmall(two, 3)).toEqual(packNothing(two));
  });

  test('keeps its name for itself', () => {
    expect(() => packSmall({ packed: { shape: [1] }, b: { shape: [1] } }, 8)).toThrow(/other names than packed/);
  });

  test('loses nothing: numbers come back from their slabs', () => {
    const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).map((sides) => ({ shape: sides }));
    const name = fc.string({ minLength: 1 }).filter((text) => text !== 'packed' && text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, shape), fc.integer({ min: 0, max: 20 }), (shapes, below) => {
        const slabs = packSmall(shapes, below);
        let next = 0;
        const numbers = Object.fromEntries(
          Object.entries(shapes).map(([key, { shape: sides }]) => [
            key,
            Float32Array.from({ length: sides.reduce((a, b) => a * b, 1) }, () => next++),
          ]),
        );
        const packed = packNumbers(slabs, numbers);
        expect(slabs.map(({ shape: sides }) => sides)).toEqual(
          slabs.map(({ name: slab, shape: sides }) => (sides.length === 1 ? [packed[slab].length] : sides)),
        );
        expect(Object.values(packed).reduce((sum, { length }) => sum + length, 0)).toBe(numberOfParameters(shapes));
        const found = unpackNumbers(slabs, packed);
        expect(Object.keys(found).sort()).toEqual(Object.keys(numbers).sort());
        for (const key of Object.keys(numbers)) expect(found[key]).toEqual(numbers[key]);
      }),
    );
  });
});
