import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { type OnnxGraph, onnxBytes } from './onnx-bytes.js';

const outer: OnnxGraph = {
  inputs: [
    { name: 'column', shape: ['rows', 1], type: 'float32' },
    { name: 'row', shape: ['columns'], type: 'float32' },
  ],
  outputs: [{ name: 'sum', shape: ['rows', 'columns'], type: 'float32' }],
  constants: [],
  nodes: [{ op: 'Add', domain: '', inputs: ['column', 'row'], outputs: [{ name: 'sum' }], attributes: {} }],
};

test('a named side has the length that it is given when it runs, none included, and keeps its name', async () => {
  const session = await ort.InferenceSession.create(onnxBytes(outer));
  expect(session.inputMetadata.map((each) => each.isTensor && each.shape)).toEqual([['rows', 1], ['columns']]);
  for (const [rows, columns] of [
    [2, 3],
    [1, 2],
    [0, 2],
  ]) {
    const column = Float32Array.from({ length: rows }, (_, i) => 10 * i);
    const row = Float32Array.from({ length: columns }, (_, i) => i);
    const { sum } = await session.run({
      column: new ort.Tensor('float32', column, [rows, 1]),
      row: new ort.Tensor('float32', row, [columns]),
    });
    expect(sum.dims).toEqual([rows, columns]);
    expect(Array.from(sum.data as Float32Array)).toEqual([...column].flatMap((x) => [...row].map((y) => x + y)));
  }
  await session.release();
});
