import * as ort from 'onnxruntime-node';
import { type Graph, sizeOf } from '../graph.js';
import { onnxBytes } from '../onnx-bytes.js';

/** Numbers that are no one's neighbours, the same at every call. */
export const someNumbers = (length: number, at = 0): Float32Array =>
  Float32Array.from({ length }, (_, i) => ((i * 37 + at * 11) % 29) / 29 - 0.45);

/** Outputs of a graph of float inputs, given some numbers, without ONNX Runtime's own rewriting. */
export async function runGraph(graph: Graph): Promise<Record<string, number[]>> {
  const session = await ort.InferenceSession.create(onnxBytes(graph), {
    graphOptimizationLevel: 'disabled',
    intraOpNumThreads: 1,
  });
  const feeds = graph.inputs.map(({ name, shape }, place) => [
    name,
    new ort.Tensor('float32', someNumbers(sizeOf(shape), place), shape),
  ]);
  const made = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, [...(made[name].data as Float32Array)]]));
}
