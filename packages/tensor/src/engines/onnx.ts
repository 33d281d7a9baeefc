import * as ort from 'onnxruntime-node';
import type { Graph } from '../graph/graph.js';
import { sizeOf } from '../graph/graph.js';
import { onnxBytes } from '../graph/onnx-bytes.js';
import type { Program } from '../program/program.js';
import { names, record } from '../recording/record.js';
import type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engine.js';

export const onnx: Engine = { id: 'onnx', compile: compileOnnx };

async function compileOnnx(program: Program, initial: NamedNumbers, { threads }: CompileOptions): Promise<CompiledProgram> {
  const graph: Graph = record(program);
  const session = await ort.InferenceSession.create(onnxBytes(graph), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    executionProviders: ['cpu'],
  });
  const stateNames = Object.keys(program.state);
  // Two sets of state that take turns: a step reads one and writes the other.
  const buffers = [0, 1].map(() => Object.fromEntries(stateNames.map((name) => [name, tensorOf(program.state[name])])));
  let current = 0;
  const writeState = (state: NamedNumbers) => {
    for (const name of stateNames) (buffers[current][name].data as Numbers).set(state[name]);
  };
  writeState(initial);
  const outputs = graph.outputs.filter(({ name }) => name.startsWith(names.output('')));
  return {
    async run(inputs) {
      const feeds: Record<string, ort.Tensor> = {};
      const fetches: Record<string, ort.Tensor | null> = {};
      for (const name of stateNames) {
        feeds[names.stateIn(name)] = buffers[current][name];
        fetches[names.stateOut(name)] = buffers[1 - current][name];
      }
      for (const [name, spec] of Object.entries(program.inputs)) {
        feeds[names.input(name)] = new ort.Tensor(spec.type, inputs[name] as Float32Array, spec.shape);
      }
      for (const { name } of outputs) fetches[name] = null;
      const made = await session.run(feeds, fetches);
      current = 1 - current;
      return Object.fromEntries(outputs.map(({ name }) => [name.slice(names.output('').length), made[name].data as Numbers]));
    },
    readState: async () => Object.fromEntries(stateNames.map((name) => [name, (buffers[current][name].data as Numbers).slice()])),
    writeState: async (state) => writeState(state),
    dispose: () => session.release(),
  };
}

function tensorOf({ shape, type }: { shape: readonly number[]; type: 'float32' | 'int32' }): ort.Tensor {
  const data = type === 'float32' ? new Float32Array(sizeOf(shape)) : new Int32Array(sizeOf(shape));
  return new ort.Tensor(type, data as Float32Array, shape);
}
