import { describe, expect, test } from 'vitest';
import { onnx } from '../engines/onnx.js';
import { numbersOf } from '../testing/case.js';
import { large, largeGatherGradients } from '../testing/cases/large.js';
import { inputsOf, programOf, runCases } from '../testing/run-cases.js';

const REPEATS = 20;

describe('with 2 threads on large shapes', () => {
  test.each(large.map((testCase) => [testCase.name, testCase] as const))('%s: the same bytes 20 times', async (_, testCase) => {
    const { program } = programOf([testCase]);
    const inputs = inputsOf([testCase]);
    const compiled = await onnx.compile(program, {}, { threads: 2, stepsPerCall: 1 });
    const first = await compiled.run(inputs);
    const differing: string[] = [];
    for (let i = 1; i < REPEATS; i++) {
      const again = await compiled.run(inputs);
      for (const [name, numbers] of Object.entries(first))
        if (!sameBytes(numbers, again[name])) differing.push(`${name}, run ${i}`);
    }
    await compiled.dispose();
    expect(differing).toEqual([]);
    // And what one thread makes, up to the order of sums.
    const alone = (await runCases(onnx, [testCase])).get(testCase)!;
    if (alone instanceof Error) throw alone;
    for (const [i, numbers] of Object.values(first).entries()) expect(farthest(numbers, alone[i].numbers)).toBeLessThan(1e-4);
  });
});

describe('sums of gathered rows on large shapes', () => {
  test.each(largeGatherGradients.map((testCase) => [testCase.name, testCase] as const))('%s', async (_, testCase) => {
    const result = (await runCases(onnx, [testCase], 2)).get(testCase)!;
    if (result instanceof Error) throw result;
    const { dy, ids } = numbersOf(testCase);
    const [segments, width] = testCase.inputs.table.shape;
    const sums = new Float64Array(segments * width);
    for (const [row, id] of ids.entries()) for (let i = 0; i < width; i++) sums[id * width + i] += dy[row * width + i];
    expect(farthest(result[0].numbers, sums)).toBeLessThan(5e-5);
  });
});

type Numbers = Float32Array | Float64Array | Int32Array;

const sameBytes = (a: Numbers, b: Numbers): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** Largest distance as a part of 1 + the size of the number. */
function farthest(a: Numbers, b: Numbers): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) largest = Math.max(largest, Math.abs(a[i] - b[i]) / (1 + Math.abs(b[i])));
  }
  return largest;
}
