import * as ort from 'onnxruntime-node';
import { type Graph, sizeOf, type Value } from '../graph/graph.js';
import type { Program } from '../program/program.js';
import { names, outputsOf } from '../recording/record.js';
import type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engine.js';
import { mapValues, stacked } from './numbers.js';
import { graphFor } from './onnx-graph.js';
import { createSession } from './onnx-session.js';

/**
 * The program recorded as one graph and run by ONNX Runtime's WebGPU provider, which is part of the package. State stays in
 * the GPU's memory from step to step; several steps a call are several runs, because the provider has no loop.
 */
export const onnxWebgpu: Engine = { id: 'onnx:webgpu', compile };

const PROVIDER = 'webgpu';

async function compile(
  program: Program,
  initial: NamedNumbers,
  { threads, stepsPerCall }: CompileOptions,
): Promise<CompiledProgram> {
  const graph = graphFor(program, PROVIDER);
  const stateNames = Object.keys(program.state);
  const request = { provider: PROVIDER, threads } as const;
  const session = await createSession(graph, { ...request, onDevice: stateNames.map(names.stateOut) });
  // A tensor on the device cannot be read by its own methods (in version 1.30 they end the process); a graph that copies can.
  const reading = stateNames.length === 0 ? undefined : await createSession(copies(program), request);
  const outputs = outputsOf(graph);
  const fetched = [...stateNames.map(names.stateOut), ...outputs.map(({ inGraph }) => inGraph)];

  let state = hostTensors(program, initial);
  const replaceState = (next: Record<string, ort.Tensor>) => {
    for (const tensor of Object.values(state)) if (tensor.location === 'gpu-buffer') tensor.dispose();
    state = next;
  };

  const step = async (inputs: NamedNumbers, place: number): Promise<NamedNumbers> => {
    const feeds: Record<string, ort.Tensor> = {};
    for (const name of stateNames) feeds[names.stateIn(name)] = state[name];
    for (const [name, { shape, type }] of Object.entries(program.inputs)) {
      const size = sizeOf(shape);
      const slice = inputs[name].subarray(place * size, (place + 1) * size);
      feeds[names.input(name)] = new ort.Tensor(type, slice as Float32Array, shape);
    }
    const made = await session.run(feeds, fetched);
    replaceState(Object.fromEntries(stateNames.map((name) => [name, made[names.stateOut(name)]])));
    return Object.fromEntries(outputs.map(({ name, inGraph }) => [name, made[inGraph].data as Numbers]));
  };

  return {
    async run(inputs) {
      const steps: NamedNumbers[] = [];
      for (let place = 0; place < stepsPerCall; place++) steps.push(await step(inputs, place));
      return stacked(steps);
    },
    async readState(wanted = stateNames) {
      if (reading === undefined) return {};
      const copied = await reading.run(Object.fromEntries(stateNames.map((name) => [names.stateIn(name), state[name]])));
      return Object.fromEntries(wanted.map((name) => [name, (copied[names.stateOut(name)].data as Numbers).slice()]));
    },
    async writeState(numbers) {
      replaceState(hostTensors(program, numbers));
    },
    async dispose() {
      replaceState({});
      await reading?.release();
      await session.release();
    },
  };
}

/** Copies of the numbers; the first step brings them to the device. */
function hostTensors(program: Program, numbers: NamedNumbers): Record<string, ort.Tensor> {
  return mapValues(program.state, ({ shape, type }, name) => new ort.Tensor(type, numbers[name].slice() as Float32Array, shape));
}

/** A graph that puts out the state that it is given. */
function copies({ state }: Program): Graph {
  const values = (nameOf: (name: string) => string): Value[] =>
    Object.entries(state).map(([name, { shape, type }]) => ({ name: nameOf(name), shape, type }));
  const outputs = values(names.stateOut);
  return {
    inputs: values(names.stateIn),
    outputs,
    constants: [],
    nodes: values(names.stateIn).map(({ name }, i) => ({
      op: 'Identity',
      domain: '',
      inputs: [name],
      outputs: [outputs[i]],
      attributes: {},
    })),
  };
}
