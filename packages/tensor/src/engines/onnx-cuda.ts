import * as ort from 'onnxruntime-node';
import { sizeOf } from '../graph/graph.js';
import { repeated } from '../graph/loop.js';
import type { Program, TensorSpec } from '../program/program.js';
import { names, outputsOf } from '../recording/record.js';
import type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engine.js';
import { graphFor } from './onnx-graph.js';
import { createSession } from './onnx-session.js';

/**
 * The program recorded as one graph and run by ONNX Runtime on a GPU by CUDA, whose libraries are installed apart. State
 * passes through the machine's memory between calls: the binding keeps tensors on the device for WebGPU alone. Many steps a
 * call make up for it.
 */
export const onnxCuda: Engine = { id: 'onnx:cuda', compile: compileOnCuda };

const PROVIDER = 'cuda';

async function compileOnCuda(
  program: Program,
  initial: NamedNumbers,
  { threads, stepsPerCall }: CompileOptions,
): Promise<CompiledProgram> {
  const stateNames = Object.keys(program.state);
  const step = graphFor(program, PROVIDER);
  const carried = stateNames.map((name) => ({ input: names.stateIn(name), output: names.stateOut(name) }));
  const graph = stepsPerCall === 1 ? step : repeated(step, carried, stepsPerCall);
  const session = await createSession(graph, { provider: PROVIDER, threads });
  // Two sets of state that take turns: a step reads one and writes the other.
  const buffers = [0, 1].map(() => Object.fromEntries(stateNames.map((name) => [name, tensorOf(program.state[name])])));
  let current = 0;
  const writeState = (state: NamedNumbers) => {
    for (const name of stateNames) (buffers[current][name].data as Numbers).set(state[name]);
  };
  writeState(initial);
  const inputSpecs = Object.entries(program.inputs).map(([name, { shape, type }]) => ({
    name,
    type,
    shape: stepsPerCall === 1 ? shape : [stepsPerCall, ...shape],
  }));
  const outputs = outputsOf(graph);
  return {
    async run(inputs) {
      const feeds: Record<string, ort.Tensor> = {};
      const fetches: Record<string, ort.Tensor | null> = {};
      for (const name of stateNames) {
        feeds[names.stateIn(name)] = buffers[current][name];
        fetches[names.stateOut(name)] = buffers[1 - current][name];
      }
      for (const { name, type, shape } of inputSpecs) {
        feeds[names.input(name)] = new ort.Tensor(type, inputs[name] as Float32Array, shape);
      }
      for (const { inGraph } of outputs) fetches[inGraph] = null;
      const made = await session.run(feeds, fetches);
      current = 1 - current;
      return Object.fromEntries(outputs.map(({ name, inGraph }) => [name, made[inGraph].data as Numbers]));
    },
    readState: async (wanted = stateNames) =>
      Object.fromEntries(wanted.map((name) => [name, (buffers[current][name].data as Numbers).slice()])),
    writeState: async (state) => writeState(state),
    dispose: () => session.release(),
  };
}

function tensorOf({ shape, type }: TensorSpec): ort.Tensor {
  const data = type === 'float32' ? new Float32Array(sizeOf(shape)) : new Int32Array(sizeOf(shape));
  return new ort.Tensor(type, data as Float32Array, shape);
}
