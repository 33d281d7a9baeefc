import { expect, test } from 'vitest';
import type { Graph, Node } from '../graph/graph.js';
import { whyUnavailable } from '../testing/engines.js';
import { engineNamed } from './names.js';
import { createSession } from './onnx-session.js';
import { EngineUnavailable } from './unavailable.js';

const webgpu = engineNamed('onnx:webgpu');
const withoutWebgpu = await whyUnavailable(webgpu);
const withoutCuda = await whyUnavailable(engineNamed('onnx:cuda'));

const value = (name: string) => ({ name, shape: [4], type: 'float32' as const });
const node = (op: string, input: string, output: string): Node => ({
  op,
  domain: '',
  inputs: [input],
  outputs: [value(output)],
  attributes: {},
});
const graph = (...nodes: Node[]): Graph => ({ inputs: [value('x')], outputs: [value('y')], constants: [], nodes });

test('a session on the processor takes every operator', async () => {
  const session = await createSession(graph(node('Neg', 'x', 'a'), node('Sign', 'a', 'y')), { provider: 'cpu', threads: 1 });
  expect(session.outputNames).toEqual(['y']);
  await session.release();
});

test.skipIf(withoutWebgpu !== undefined)('operators that would silently fall to the processor are named instead', async () => {
  const falling = graph(node('Sign', 'x', 'a'), node('Neg', 'a', 'b'), node('Sign', 'b', 'c'), node('Round', 'c', 'y'));
  await expect(createSession(falling, { provider: 'webgpu', threads: 1 })).rejects.toThrow(
    new RangeError("expected operators that ONNX Runtime's webgpu provider has kernels for, found Round(float32), Sign(float32)"),
  );
});

test.skipIf(withoutWebgpu !== undefined)('state stays on the device from step to step', async () => {
  const graph: Graph = {
    inputs: [value('state'), value('x')],
    outputs: [value('next')],
    constants: [],
    nodes: [{ op: 'Add', domain: '', inputs: ['state', 'x'], outputs: [value('next')], attributes: {} }],
  };
  const session = await createSession(graph, { provider: 'webgpu', threads: 1, onDevice: ['next'] });
  const { Tensor } = await import('onnxruntime-node');
  const ones = new Tensor('float32', new Float32Array(4).fill(1), [4]);
  const { next } = await session.run({ state: ones, x: ones });
  expect(next.location).toBe('gpu-buffer');
  next.dispose();
  await session.release();
});

test.skipIf(withoutWebgpu === undefined)('a machine without a GPU is told what to install', async () => {
  const failing = createSession(graph(node('Neg', 'x', 'y')), { provider: 'webgpu', threads: 1 });
  await expect(failing).rejects.toThrow(EngineUnavailable);
  await expect(failing).rejects.toThrow(/^engine onnx:webgpu cannot run here: .*; install a Vulkan driver/);
});

test.skipIf(withoutCuda === undefined)('without the libraries of CUDA one is told what to type', async () => {
  const failing = createSession(graph(node('Neg', 'x', 'y')), { provider: 'cuda', threads: 1 });
  await expect(failing).rejects.toThrow(EngineUnavailable);
  await expect(failing).rejects.toThrow(
    /^engine onnx:cuda cannot run here: .*; ONNXRUNTIME_NODE_INSTALL=cuda12 node \S+install\.js/,
  );
});
