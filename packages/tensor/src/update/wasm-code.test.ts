import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operand, Operation, Operator, UpdateKernel } from './kernel.js';
import { bytesOf, vectorMemory } from './memory.js';

const rounded: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  Add: (a, b) => Math.fround(a + b),
  Sub: (a, b) => Math.fround(a - b),
  Mul: (a, b) => Math.fround(a * b),
  Div: (a, b) => Math.fround(a / b),
  Sqrt: (a) => Math.fround(Math.sqrt(a)),
  Neg: (a) => -a,
  Abs: (a) => Math.abs(a),
};

/** The kernel's meaning, element by element. */
function interpreted(
  { length, operations, stores }: UpdateKernel,
  vectors: Readonly<Record<string, Float32Array>>,
  scalars: Readonly<Record<string, number>>,
): Record<string, Float32Array> {
  const made: Record<string, Float32Array> = Object.fromEntries(
    Object.entries(vectors).map(([name, values]) => [name, values.slice()]),
  );
  for (let i = 0; i < length; i++) {
    const results: number[] = [];
    const value = (operand: Operand): number => {
      switch (operand.kind) {
        case 'vector':
          return vectors[operand.name][i];
        case 'scalar':
          return Math.fround(scalars[operand.name]);
        case 'constant':
          return Math.fround(operand.value);
        case 'operation':
          return results[operand.place];
      }
    };
    for (const { operator, operands } of operations)
      results.push(rounded[operator](value(operands[0]), value(operands.at(-1) as Operand)));
    for (const { vector, operand } of stores) made[vector][i] = value(operand);
  }
  return made;
}

async function run(
  kernels: readonly UpdateKernel[],
  vectors: Readonly<Record<string, Float32Array>>,
  scalars: Readonly<Record<string, number>>,
): Promise<Record<string, Float32Array>> {
  const lengths = new Map(Object.entries(vectors).map(([name, values]) => [name, values.length]));
  const memory = await vectorMemory(lengths, kernels);
  for (const [name, values] of Object.entries(vectors)) memory.vector(name).set(values);
  memory.update((name) => scalars[name]);
  return Object.fromEntries(Object.keys(vectors).map((name) => [name, memory.vector(name).slice()]));
}

const names = ['p', 'q', 'r'];
const leaf = fc.oneof(
  fc.constantFrom(...names).map((name): Operand => ({ kind: 'vector', name })),
  fc.constantFrom('s', 't').map((name): Operand => ({ kind: 'scalar', name })),
  fc.constantFrom(0.5, -3, 1e-3).map((value): Operand => ({ kind: 'constant', value })),
);
const operators: readonly Operator[] = ['Add', 'Sub', 'Mul', 'Div', 'Sqrt', 'Neg', 'Abs'];
const unary = new Set<Operator>(['Sqrt', 'Neg', 'Abs']);

const kernel = fc
  .record({
    length: fc.integer({ min: 1, max: 70 }),
    picks: fc.array(
      fc.record({ operator: fc.constantFrom(...operators), leaves: fc.tuple(leaf, leaf), back: fc.tuple(fc.nat(3), fc.nat(3)) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
  })
  .map(({ length, picks }): UpdateKernel => {
    const operations = picks.map(({ operator, leaves, back }, place): Operation => {
      const operand = (side: 0 | 1): Operand =>
        back[side] === 0 || back[side] > place ? leaves[side] : { kind: 'operation', place: place - back[side] };
      return { operator, operands: unary.has(operator) ? [operand(0)] : [operand(0), operand(1)] };
    });
    const last: Operand = { kind: 'operation', place: operations.length - 1 };
    const first: Operand = { kind: 'operation', place: 0 };
    return {
      length,
      operations,
      stores: [
        { vector: 'p', operand: last },
        { vector: 'q', operand: first },
      ],
    };
  });

test('a module computes what its kernel says, bit for bit, in place and at any length', async () => {
  await fc.assert(
    fc.asyncProperty(kernel, fc.infiniteStream(fc.float({ noNaN: true, min: -8, max: 8 })), async (made, stream) => {
      const vectors = Object.fromEntries(
        names.map((name) => [name, Float32Array.from({ length: made.length }, () => stream.next().value ?? 0)]),
      );
      const scalars = { s: 1.1, t: -0.3 };
      expect(await run([made], vectors, scalars)).toEqual(interpreted(made, vectors, scalars));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('kernels of one memory leave each other alone', async () => {
  const doubled = (vector: string, length: number): UpdateKernel => ({
    length,
    operations: [
      {
        operator: 'Mul',
        operands: [
          { kind: 'vector', name: vector },
          { kind: 'scalar', name: 'two' },
        ],
      },
    ],
    stores: [{ vector, operand: { kind: 'operation', place: 0 } }],
  });
  const made = await run(
    [doubled('a', 5), doubled('b', 3)],
    { a: Float32Array.of(1, 2, 3, 4, 5), b: Float32Array.of(6, 7, 8), c: Float32Array.of(9) },
    { two: 2 },
  );
  expect(made).toEqual({ a: Float32Array.of(2, 4, 6, 8, 10), b: Float32Array.of(12, 14, 16), c: Float32Array.of(9) });
});

test('vectors of more than 4 GiB are refused before memory is taken', async () => {
  const lengths = new Map([
    ['a', 600_000_000],
    ['b', 600_000_000],
  ]);
  expect(bytesOf(lengths.values())).toBe(4_800_000_000);
  await expect(vectorMemory(lengths, [])).rejects.toThrow(/at most 4294901760 bytes in all, found 4800000000/);
});

test('a vector that no one named is an error', async () => {
  const memory = await vectorMemory(new Map([['a', 4]]), []);
  expect(() => memory.vector('b')).toThrow(/found b/);
});
